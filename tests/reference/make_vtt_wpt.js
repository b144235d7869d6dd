// make_vtt_wpt.js FOLDER - what the web platform tests expect of each file of wpt-file-parsing: number of cues, and the text of each that is asserted.
// FOLDER: test/wpt-file-parsing of github:w3c/webvtt.js (commit 986949e, CC0). Its assertions are run against a stand-in that writes down what they ask for.
// Output: file TAB cues TAB JSON list of texts (null: not asserted). Made once: node make_vtt_wpt.js FOLDER > vtt_wpt.tsv
const fs = require("fs");
const folder = process.argv[2];
for (const name of fs.readdirSync(folder).filter(n => n.endsWith(".js")).sort()) {
  const js = fs.readFileSync(folder + "/" + name, "utf-8");
  const said = js.match(/cues\.length,\s*(\d+)/);
  const length = said ? Number(said[1]) : 0;
  const texts = Array(length).fill(null);
  const field = (i, path) => new Proxy({}, { get: (_, key) => key === "asked" ? [i, path] : typeof key === "symbol" ? undefined : field(i, path + "." + key) });
  const cues = new Proxy([], { get: (_, key) => key === "length" ? length : field(Number(key), "") });
  const assert_equals = (got, want) => {
    const asked = got !== null && typeof got === "object" ? got.asked : undefined;
    if (asked && asked[1] === ".text") texts[asked[0]] = want;
  };
  const assert_true = () => {}, assert_false = () => {}, assert_approx_equals = () => {}, assert_not_equals = () => {}, assert_array_equals = () => {};
  try {
    new Function("cues", "assert_equals", "assert_true", "assert_false", "assert_approx_equals", "assert_not_equals", "assert_array_equals", js)(
      cues, assert_equals, assert_true, assert_false, assert_approx_equals, assert_not_equals, assert_array_equals);
  } catch (e) { console.error(name, e.message); }
  console.log([name.replace(/js$/, "vtt"), said ? length : -1, JSON.stringify(texts)].join("\t"));
}
