#!/usr/bin/env bash
# Office files: sheets are read as the tables they are, documents as text; what is not read is named, and never ends a folder.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
python3 - <<'PY'
import zipfile

def pack(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in parts:
            z.writestr(part, text)

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
def workbook(name, sheets, strings, styles, extra=""):
    book = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, (n, _) in enumerate(sheets, 1))
    rels = "".join(f'<Relationship Id="rId{i}" Type="http://x/relationships/worksheet" Target="worksheets/s{i}.xml"/>' for i in range(1, len(sheets) + 1))
    rels += '<Relationship Id="a" Type="http://x/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="b" Type="http://x/relationships/styles" Target="styles.xml"/>'
    pack(name, [("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="r">{extra}<sheets>{book}</sheets></workbook>'),
                ("xl/_rels/workbook.xml.rels", f"<Relationships {REL}>{rels}</Relationships>"),
                *[(f"xl/worksheets/s{i}.xml", f"<worksheet {MAIN}><sheetData>{t}</sheetData></worksheet>") for i, (_, t) in enumerate(sheets, 1)],
                ("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>"), ("xl/styles.xml", f"<styleSheet {MAIN}>{styles}</styleSheet>")])

strings = "".join(f"<si>{t}</si>" for t in [
    "<t>id</t>", "<t>date</t>", "<t>comment</t>",
    "<r><t xml:space=\"preserve\">The app </t></r><r><t>crashes</t></r><rPh><t>spoken</t></rPh>", "<t>She said \"no\", twice_x000D_\nand left</t>"])
styles = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>'
rows = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>stock</t></is></c></row>'
        '<row r="3"><c r="A3"><v>7</v></c><c r="B3" s="1"><v>45355.5</v></c><c r="C3" t="s"><v>3</v></c><c r="D3" s="2"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><v>1.2345678901E+10</v></c><c r="C4" t="s"><v>4</v></c><c r="B4" s="3"><v>45356</v></c><c r="D4" t="e"><v>#N/A</v></c></row>'
        '<row><c t="str"><v>9</v></c><c t="d"><v>2024-03-06T08:00:00</v></c><c t="inlineStr"><is><t>Nobody answers the phone at all</t></is></c></row>')
codes = '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>price</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
workbook("two.xlsx", [("Answers", rows), ("Codes", codes)], strings, styles)
workbook("mac.xlsm", [("S", rows)], strings, styles, '<workbookPr date1904="1"/>')

NS = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
ods = f'''<office:document-content {NS}><office:body><office:spreadsheet><table:table table:name="Antworten">
<table:table-row><table:table-cell><text:p>id</text:p></table:table-cell><table:table-cell><text:p>date</text:p></table:table-cell><table:table-cell><text:p>comment</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1,00</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-05-01"><text:p>01.05.24</text:p></table:table-cell><table:table-cell><office:annotation><text:p>internal</text:p></office:annotation><text:p>The parcel<text:s text:c="2"/>never</text:p><text:p>came <text:span>here</text:span></text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>Charged twice for one order</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>'''
pack("t.ods", [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", ods)])
odt = f'''<office:document-content {NS}><office:body><office:text><text:tracked-changes><text:p>old words</text:p></text:tracked-changes><text:h>Call</text:h>
<text:p>Agent: How can I help<text:note><text:p>a note</text:p></text:note>?</text:p><text:p>Customer: My order<text:tab/>never came.</text:p></office:text></office:body></office:document-content>'''
pack("t.odt", [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", odt)])
W = 'xmlns:w="w"'
docx = (f'<w:document {W}><w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Agent: How can I </w:t></w:r><w:del><w:r><w:delText>not</w:delText></w:r></w:del><w:r><w:t>help?</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>Customer: It broke</w:t><w:br/><w:t>on day one.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>')
pack("t.docx", [("[Content_Types].xml", "<Types/>"), ("word/document.xml", docx)])
def lines(name, *texts):
    pack(name, [("[Content_Types].xml", "<Types/>"), ("word/document.xml", f"<w:document {W}><w:body>" + "".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in texts) + "</w:body></w:document>")])
lines("names.docx", "Interview with a customer", "Researcher", "What do you think of the app?", "Customer", "It crashes every day.", "Researcher", "What did you do?", "Customer", "I wrote to support.")
lines("people.docx", "Ada", "What broke?", "Joe", "The lamp did, twice.", "Ada", "And then?", "Joe", "Nobody answered the phone.")
lines("notes.docx", "Delivery", "late again", "App", "it crashes", "Delivery", "lost", "Staff", "rude man", "App", "slow thing", "Staff", "too few")
open("t.rtf", "wb").write(rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0;}{\*\generator X;}{\info{\author Nobody}}"
    rb"\f0 Agent: How can I help, sir?\par Customer: The caf\'e9 \u8364\'80 bill \{twice\}\f1 \'cf\'ee\'f7\'f2\'e0\par}")
pack("slides.pptx", [("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")])
open("old.xls", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 100)
open("mail.msg", "wb").write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "__properties_version1.0".encode("utf-16-le") + b"\0" * 100)
open("a.pdf", "wb").write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
open("a.pst", "wb").write(b"!BDN" + b"\0" * 600)
open("a.png", "wb").write(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
open("a.mp3", "wb").write(b"ID3\x04" + b"\0" * 100)
with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>')
    z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships {REL}><Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="worksheets/s1.xml"/></Relationships>')
    with z.open("xl/worksheets/s1.xml", "w") as part:
        part.write(b"<worksheet><sheetData>")
        for _ in range(270):
            part.write(b"<row></row>" * (1 << 20 >> 3))
PY
fields() { "$gripe" read -q "$@" 2>/dev/null | jq -r '[.id, .time, .text, .attrs.stock] | map(. // "-") | join("|")'; }
texts() { "$gripe" read -q "$@" 2>/dev/null | jq -r .text; }
is "a sheet is read as a table: shared, rich and inline strings, dates by their format, errors empty, cells in any order" "$(fields two.xlsx)" \
    "$(printf '7|2024-03-04T12:00:00Z|The app crashes|3\n12345678901|2024-03-05T00:00:00Z|She said "no", twice\nand left|-\n9|2024-03-06T08:00:00Z|Nobody answers the phone at all|-')"
like "a sheet without words is set aside by its name" "$("$gripe" read two.xlsx 2>&1 >/dev/null)" 'set aside: two\.xlsx!Codes\.csv: no column looks like what customers write'
like "a workbook that counts from 1904 has its dates four years later" "$(fields mac.xlsm | head -1)" '^7|2028-03-05T12:00:00Z'
is "the same from a pipe, and within an archive" "$("$gripe" read -q - <two.xlsx 2>/dev/null | sha256sum; python3 -m zipfile -c two.zip two.xlsx && "$gripe" read -q two.zip 2>/dev/null | sha256sum)" \
    "$("$gripe" read -q two.xlsx 2>/dev/null | sha256sum; "$gripe" read -q two.xlsx 2>/dev/null | sha256sum)"
is "OpenDocument: values, dates, paragraphs, repeated rows; comments are out" "$(fields t.ods | sed 's/^h[0-9a-f]*/h/')" \
    "$(printf '1|2024-05-01T00:00:00Z|The parcel  never\ncame here|-\nh|-|Charged twice for one order|-\nh|-|Charged twice for one order|-')"
is ".odt: a line a paragraph, tabs stay, notes and deleted words are out" "$(texts --format text t.odt)" "$(printf 'Call\nAgent: How can I help?\nCustomer: My order\tnever came.')"
is ".docx: a line a paragraph, breaks, cells by tabs; deleted words are out" "$(texts t.docx | tr '\n' '|')" "$(printf 'Agent: How can I help?|Customer: It broke|on day one.|a \tb|')"
is ".rtf: code pages by font, code points, escapes" "$(texts --format text t.rtf | tr '\n' '|')" 'Agent: How can I help, sir?|Customer: The café € bill {twice}Почта|'
turns() { "$gripe" read -q "$@" 2>/dev/null | jq -r '(.role // "-") + ": " + .text' | tr '\n' '|'; }
is "a conversation in a document is turns, not a contact a line; its title is nobody's" "$(turns t.odt)" 'agent: How can I help?|customer: My order never came.|'
is "in .rtf too" "$(turns t.rtf)" 'agent: How can I help, sir?|customer: The café € bill {twice}Почта|'
is "names alone on their lines that take turns are speakers" "$(turns names.docx)" 'agent: What do you think of the app?|What did you do?|customer: It crashes every day.|I wrote to support.|'
is "two who are called by their names as well" "$(turns people.docx)" '-: What broke?|And then?|-: The lamp did, twice.|Nobody answered the phone.|'
is "lines that are notes under headings stay notes" "$(turns notes.docx | tr '|' '\n' | wc -l)" 12
printf '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="windows-1252"></head><body><table><tr><td colspan=4>Report</td></tr></table><table><tr><th>Case Number<th>Date Opened<th title="a > b">Subject<th>Description</tr><tr><td>00001</td><td>2024-01-02</td><td>Login</td><td>I cannot log in to the caf\xe9<br>and nobody helps</td></tr><tr><td>00002<td/><td>Invoice</td><td>The invoice &amp; the reminder came twice</td></tr></table></body></html>' >page.xls
is "a page of HTML that passes for a workbook is its table" "$(fields page.xls)" "$(printf '00001|2024-01-02T00:00:00Z|I cannot log in to the café\nand nobody helps|-\n00002|-|The invoice & the reminder came twice|-')"
sed 's/ xmlns:x="[^"]*"//' page.xls >plain.xls
is "by its name alone as well" "$(fields plain.xls | sha256sum)" "$(fields page.xls | sha256sum)"
cp plain.xls plain.html
is "under the name of a page it is one" "$("$gripe" read -q plain.html | jq -r .source)" html
sheet() { printf '<Worksheet ss:Name="%s"><Table><Row><Cell><Data ss:Type="String">id</Data></Cell><Cell><Data ss:Type="String">date</Data></Cell><Cell><Data ss:Type="String">comment</Data></Cell></Row><Row><Cell><Data ss:Type="Number">%d</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">I was charged twice &amp; nobody answers</Data></Cell></Row></Table></Worksheet>' "$1" "$2"; }
printf '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">%s%s</Workbook>' "$(sheet One 1)" "$(sheet Two 2)" >old.xml
is "Excel's XML of 2003: each sheet, cells by their index" "$(fields old.xml)" "$(printf '1|-|I was charged twice & nobody answers|-\n2|-|I was charged twice & nobody answers|-')"
mkdir in && cp two.xlsx slides.pptx old.xls mail.msg a.pdf a.pst a.png a.mp3 in
"$gripe" run in >page 2>err
is "a folder with files that are not read gives its page" "$? $(grep -c '^# ' page)" "0 1"
for kind in 'slides\.pptx: a presentation' 'old\.xls: an old Excel workbook.*save it as \.xlsx or CSV' 'mail\.msg: an Outlook message.*save it as \.eml' 'a\.pdf: a PDF' 'a\.pst: an Outlook data file' 'a\.png: a picture' 'a\.mp3: a sound recording'; do
    like "each is named with the way out: ${kind%%:*}" "$("$gripe" read in 2>&1 >/dev/null)" "set aside: in/$kind"
done
"$gripe" read -q a.pdf >/dev/null 2>err
is "alone it is an error, of one line" "$? $(wc -l <err)" "3 1"
"$gripe" read -q bomb.xlsx >/dev/null 2>err
is "a sheet that swells without end is refused" "$? $(grep -c 'swells to more than' err)" "3 1"
head -c 900 two.xlsx >cut.xlsx
"$gripe" read -q cut.xlsx >/dev/null 2>err
is "a workbook that is cut off is refused with its name" "$? $(grep -c '^gripe read: cut\.xlsx: the office file is damaged' err)" "3 1"
