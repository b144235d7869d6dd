// The HTML pages of run folders in Chromium: node check.js FOLDER... (tests/browser/run.sh makes them). A line of TAP for each thing that has to hold.
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import axe from 'axe-core';

const WIDTHS = [360, 768, 1280, 1600];
const AXE_WIDTHS = [360, 768, 1280];
const LEAST_TEXT = 11; // pixels
const MOST_BYTES = 2 << 20;
let failed = 0;
let passed = 0;

function holds(name, wrong) {
  const bad = wrong === true ? '' : wrong === false ? 'no' : String(wrong);
  console.log((bad === '' ? 'ok ' : 'not ok ') + name + (bad === '' ? '' : '\n# ' + bad.slice(0, 600)));
  if (bad === '') passed++;
  else failed++;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

// A page opened from its file; what it says on the console and what it asks for is kept.
async function open(file, width, { script = true, dark = false, policy = true } = {}) {
  const page = await browser.newPage();
  const noticed = [];
  page.on('console', (m) => { if (m.type() !== 'log') noticed.push(m.type() + ': ' + m.text()); });
  page.on('pageerror', (e) => noticed.push('error: ' + e.message));
  page.on('dialog', (d) => { noticed.push('dialog: ' + d.message()); d.dismiss(); });
  page.on('request', (r) => { if (r.url() !== 'file://' + file) noticed.push('request: ' + r.url()); });
  await page.setViewport({ width, height: 800 });
  await page.setJavaScriptEnabled(script);
  await page.setBypassCSP(!policy);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
  await page.goto('file://' + file, { waitUntil: 'load' });
  return { page, noticed };
}

// The marks of each chart against the rows of the table behind it, and cells against headings.
const marks = () => {
  const wrong = [];
  const all = (s, r = document) => [...r.querySelectorAll(s)];
  const volume = document.querySelector('.volbox');
  const expect = (name, got, wanted) => { if (got !== wanted) wrong.push(`${name}: ${got} marks, ${wanted} wanted`); };
  if (volume) expect('volume', all('svg.cols rect', volume).length, all('tbody tr', volume).length);
  const pareto = document.querySelector('#pareto');
  if (pareto) {
    const rows = all('tbody tr', pareto).length;
    expect('bars', all('.par rect.b', pareto).length, rows);
    expect('union', all('.par .undot', pareto).length, rows);
    expect('intervals', all('.par .wh', pareto).length, all('tbody tr', pareto).filter((r) => /\d/.test(r.cells[4].textContent)).length);
    const issues = document.querySelectorAll('.sec').length;
    expect('issues', issues, rows);
    if (document.querySelector('#trends')) {
      expect('small charts', all('#trends svg.cols').length, rows);
      all('#trends svg.cols').forEach((s) => expect('ticks', all('.tick', s).length, all('rect', s).length));
    }
  }
  all('.rows > li').forEach((li) => expect('bar of the five', all('.bar rect', li).length, 1));
  all('table.hm').forEach((t) => all('tbody tr', t).forEach((r) => expect('heat', r.cells.length, t.tHead.rows[0].cells.length)));
  const segments = document.querySelector('#segments');
  if (segments) expect('segments', all('.seg rect', segments).length, 2 * all('tbody tr', segments).length);
  const score = document.querySelector('#score');
  if (score) expect('score', all('.wf rect', score).length, all('.wf li', score).length);
  return wrong.join('; ');
};

const small = (least) => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (walk.currentNode.textContent.trim() === '' || ['SCRIPT', 'STYLE'].includes(e.tagName) || !e.checkVisibility()) continue;
    const box = e.closest('svg');
    const scale = box && box.viewBox.baseVal.width ? box.getBoundingClientRect().width / box.viewBox.baseVal.width : 1;
    const size = parseFloat(getComputedStyle(e).fontSize) * scale;
    if (size < least) found.add(`${e.tagName}.${e.className} ${size}px`);
  }
  return [...found].join('; ');
};

async function keyboard(page) {
  const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility({ checkVisibilityCSS: true })).map((e, i) => { e.dataset.nth = i; return i; }));
  const got = [];
  for (let i = 0; i < 25 && i < wanted.length; i++) {
    await page.keyboard.press('Tab');
    got.push(await page.evaluate(() => {
      const e = document.activeElement;
      return e.dataset.nth + (getComputedStyle(e).outlineStyle === 'none' ? ' without an outline' : '');
    }));
  }
  const order = got.map((g, i) => (g === String(i) ? '' : `${i}: ${g}`)).filter(Boolean);
  return order.join('; ');
}

async function works(file, name) {
  const { page, noticed } = await open(file, 1280);
  holds(`${name}: every chart has the marks of its table`, await page.evaluate(marks));
  holds(`${name}: the keyboard goes through it in order, and shows where`, await keyboard(page));
  const link = await page.$('.rows .nm a');
  if (link) {
    await link.click();
    await new Promise((done) => setTimeout(done, 200));
    holds(`${name}: a link to an issue opens it`, await page.evaluate(() => document.querySelector(location.hash === '' ? 'x' : '[id="' + decodeURIComponent(location.hash.slice(1)) + '"] details')?.open === true));
    await page.focus('#tools input');
    await page.keyboard.type('zzzz-not-there');
    holds(`${name}: what is not there is not found`, await page.evaluate(() => document.querySelectorAll('.sec:not([hidden])').length === 0));
    await page.focus('#tools input');
    await page.evaluate(() => { const i = document.querySelector('#tools input'); i.value = ''; i.dispatchEvent(new Event('input')); });
    holds(`${name}: an empty search shows all`, await page.evaluate(() => document.querySelectorAll('.sec[hidden]').length === 0));
    const order = await page.evaluate(() => {
      const s = [...document.querySelectorAll('#tools select')].pop();
      s.value = 'name';
      s.dispatchEvent(new Event('input'));
      const names = [...document.querySelectorAll('.sec h3:first-child')].map((h) => h.textContent);
      return names.every((n, i) => i === 0 || names[i - 1].localeCompare(n) <= 0);
    });
    holds(`${name}: issues are sorted by name when that is asked for`, order);
    const filtered = await page.evaluate(() => {
      const s = document.querySelector('#tools select');
      if (!s || s.options.length < 3) return '';
      s.value = s.options[1].value;
      s.dispatchEvent(new Event('input'));
      const left = [...document.querySelectorAll('.sec .qq:not([hidden])')];
      return left.length > 0 && left.every((q) => q.dataset.channel === s.value || q.dataset.month === s.value) ? '' : `${left.length} left`;
    });
    holds(`${name}: a filter leaves what it names`, filtered);
  }
  holds(`${name}: nothing ran, nothing was asked for, nothing complained`, noticed.concat(await page.evaluate(() => (window.pwned ? ['pwned'] : []))).join('; '));
  await page.pdf({ format: 'A4', path: path.join(path.dirname(file), 'page.pdf') });
  holds(`${name}: it prints`, fs.statSync(path.join(path.dirname(file), 'page.pdf')).size > 10000);
  await page.close();
}

async function without_scripts(file, name) {
  const { page, noticed } = await open(file, 360, { script: false });
  const text = await page.content();
  const seen = await page.$$eval('h1, .rows > li, .sec summary, #rests p', (list) => list.filter((e) => e.checkVisibility()).length).catch(() => -1);
  holds(`${name}: without scripts it can be read`, text.includes('<h1') && (seen === -1 || seen > 5));
  holds(`${name}: without scripts nothing complains`, noticed.join('; '));
  await page.close();
}

for (const folder of process.argv.slice(2)) {
  const file = path.resolve(folder, 'report/index.html');
  holds(`${folder}: the page is under 2 MB`, fs.statSync(file).size < MOST_BYTES ? '' : `${fs.statSync(file).size} bytes`);
  await works(file, folder);
  await without_scripts(file, folder);
  for (const width of WIDTHS) {
    const { page } = await open(file, width);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    holds(`${folder}: at ${width} nothing stands beyond the edge`, wide <= width ? '' : `${wide} wide`);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    if (width === 360) holds(`${folder}: no text is under ${LEAST_TEXT} pixels at 360`, await page.evaluate(small, LEAST_TEXT));
    await page.screenshot({ path: path.resolve(folder, `page-${width}.png`) });
    await page.close();
  }
  for (const width of AXE_WIDTHS) {
    for (const dark of [false, true]) {
      const { page } = await open(file, width, { dark, policy: false });
      await page.evaluate(axe.source);
      const found = await page.evaluate(() => axe.run().then((r) => r.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary.slice(0, 200)}`)));
      holds(`${folder}: axe finds nothing at ${width}, ${dark ? 'dark' : 'light'}`, found.join('; '));
      await page.close();
    }
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
