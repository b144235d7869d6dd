(function () {
'use strict';
var d = document, main = d.getElementById('main'), say = function (k) { return main.getAttribute('data-' + k) || k; };
var all = function (s, r) { return Array.prototype.slice.call((r || d).querySelectorAll(s)); };
var make = function (name, with_, text) {
  var e = d.createElement(name);
  for (var k in with_) e.setAttribute(k, with_[k]);
  if (text) e.textContent = text;
  return e;
};
// A link into a closed section opens it.
function go() {
  var t = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!t) return;
  var x = t.querySelector('details') || t.closest('details');
  if (x && !x.classList.contains('tb')) x.open = true;
  t.scrollIntoView();
}
addEventListener('hashchange', go);
go();
// All sections are open in print, and as they were after it.
var was = [];
addEventListener('beforeprint', function () {
  was = all('.sec > details:not([open])');
  was.forEach(function (x) { x.open = true; });
});
addEventListener('afterprint', function () { was.forEach(function (x) { x.open = false; }); });
// Tables sort by the column whose heading is pressed.
function value(row, i) {
  var s = row.cells[i].textContent, f = parseFloat(s.replace(/[^0-9.,-]/g, '').replace(/[.,](?=[0-9]{3}(\D|$))/g, '').replace(',', '.'));
  return isNaN(f) ? s.toLowerCase() : f;
}
all('table[data-sort]').forEach(function (t) {
  all('thead th', t).forEach(function (th, i) {
    var b = make('button', { type: 'button' }, th.textContent);
    th.textContent = '';
    th.appendChild(b);
    b.addEventListener('click', function () {
      var up = th.getAttribute('aria-sort') === 'descending';
      all('th', t.tHead).forEach(function (x) { x.removeAttribute('aria-sort'); });
      th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      all('tr', t.tBodies[0]).sort(function (a, b) {
        a = value(a, i); b = value(b, i);
        return (a < b ? -1 : a > b ? 1 : 0) * (up ? 1 : -1);
      }).forEach(function (r) { t.tBodies[0].appendChild(r); });
    });
  });
});
// Find, filter, sort, open: over the issues.
var tools = d.getElementById('tools'), list = d.getElementById('list');
if (!tools) return;
var sections = all('.sec', list), quotes = all('.qq', list);
function field(label, control) {
  var l = make('label', {}, say(label) + ' ');
  l.appendChild(control);
  tools.appendChild(l);
  return control;
}
function choice(label, values) {
  if (values.length < 2) return null;
  var s = make('select', {});
  [''].concat(values).forEach(function (v) { s.appendChild(make('option', { value: v }, v === '' ? say('all') : v)); });
  return field(label, s);
}
function distinct(values) {
  return values.filter(function (v, i, a) { return v && a.indexOf(v) === i; }).sort();
}
function attrs(q) { return (q.getAttribute('data-attrs') || '').split('|').filter(Boolean); }
var find = field('find', make('input', { type: 'search' }));
var channel = choice('channel', distinct(quotes.map(function (q) { return q.getAttribute('data-channel'); })));
var month = choice('month', distinct(quotes.map(function (q) { return q.getAttribute('data-month'); })));
var counts = {};
quotes.forEach(function (q) { attrs(q).forEach(function (a) { counts[a] = (counts[a] || 0) + 1; }); });
var segment = choice('segment', Object.keys(counts).filter(function (a) { return counts[a] > 4; }).sort().slice(0, 200));
var kind = choice('kind', distinct(sections.map(function (x) { return x.getAttribute('data-kind'); })));
var sort = make('select', {});
[['', 'by_rank'], ['name', 'by_name']].forEach(function (o) { sort.appendChild(make('option', { value: o[0] }, say(o[1]))); });
field('sort', sort);
var open = make('button', { type: 'button' }, say('open')), told = make('output', { 'aria-live': 'polite' });
tools.appendChild(open);
tools.appendChild(told);
tools.hidden = false;
var of = function (control) { return control ? control.value : ''; };
function run() {
  var q = find.value.trim().toLowerCase(), filtered = of(channel) || of(month) || of(segment), shown = 0;
  sections.forEach(function (x) {
    var left = 0;
    all('.qq', x).forEach(function (y) {
      y.hidden = (of(channel) && y.getAttribute('data-channel') !== of(channel)) ||
        (of(month) && y.getAttribute('data-month') !== of(month)) ||
        (of(segment) && attrs(y).indexOf(of(segment)) < 0) ||
        (q !== '' && filtered !== '' && y.textContent.toLowerCase().indexOf(q) < 0);
      if (!y.hidden) left++;
    });
    x.hidden = (q !== '' && x.textContent.toLowerCase().indexOf(q) < 0) || (filtered !== '' && left === 0) ||
      (of(kind) !== '' && x.getAttribute('data-kind') !== of(kind));
    if (!x.hidden) shown++;
  });
  told.textContent = q || filtered || of(kind) ? say('shown').replace('{0}', shown).replace('{1}', sections.length) : '';
}
[find, channel, month, segment, kind].forEach(function (c) { if (c) c.addEventListener('input', run); });
sort.addEventListener('input', function () {
  sections.slice().sort(function (a, b) {
    if (sort.value !== 'name') return sections.indexOf(a) - sections.indexOf(b);
    return a.querySelector('h3').textContent.localeCompare(b.querySelector('h3').textContent);
  }).forEach(function (x) { list.appendChild(x); });
});
open.addEventListener('click', function () {
  var opens = open.textContent === say('open');
  all('.sec > details').forEach(function (x) { x.open = opens; });
  open.textContent = say(opens ? 'close' : 'open');
});
})();
