'use strict';
// Opens each page in a frame, asks axe once, tries each width, and leaves what it saw as lines of the body.
const lines = [];

async function opened(page, width) {
  const frame = document.createElement('iframe');
  frame.width = width;
  frame.height = 2000;
  frame.style.border = 0;
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  frame.src = page;
  document.body.replaceChildren(frame);
  await loaded;
  return frame;
}

function findings(page, frame, width) {
  const root = frame.contentDocument.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    lines.push('FINDING ' + page + ': ' + width + ' wide, needs ' + root.scrollWidth);
  }
  for (const picture of root.querySelectorAll('.picture svg')) {
    if (picture.getBoundingClientRect().height < 50) lines.push('FINDING ' + page + ': flat chart');
  }
}

async function accessible(page, frame) {
  const axe = frame.contentDocument.createElement('script');
  const ready = new Promise(resolve => axe.addEventListener('load', resolve));
  axe.src = document.currentBase + 'axe.js';
  frame.contentDocument.head.append(axe);
  await ready;
  const options = {resultTypes: ['violations']};
  const report = await frame.contentWindow.axe.run(frame.contentDocument, options);
  for (const violation of report.violations) {
    const where = violation.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(' ');
    lines.push('FINDING ' + page + ': ' + violation.id + ' (' + violation.help + '): ' + where);
  }
}

async function inspect(pages, widths) {
  for (const page of pages) {
    const frame = await opened(page, widths[0]);
    const root = frame.contentDocument;
    if (!root.querySelector('main')) lines.push('FINDING ' + page + ': did not load');
    for (const fold of root.querySelectorAll('details')) fold.open = true;
    for (const width of widths) {
      frame.width = width;
      findings(page, frame, width);
    }
    await accessible(page, frame);
  }
}

// What someone does on a task's page: sorts its first table, filters its runs, goes to one of them.
async function use(page) {
  const frame = await opened(page, 1440);
  const root = frame.contentDocument;
  const header = root.querySelectorAll('thead tr:last-child th')[2];
  const order = () => root.querySelector('tbody th bdi').textContent + ' ' + header.getAttribute('aria-sort');
  header.querySelector('button').click();
  lines.push('SORTED ' + order());
  header.querySelector('button').click();
  lines.push('SORTED ' + order());
  const input = root.querySelector('#runs ~ .filter input');
  input.value = 'LORA 2';
  input.dispatchEvent(new Event('input'));
  const rows = [...root.querySelector('#runs ~ .scroll tbody').rows].filter(row => !row.hidden);
  lines.push('FILTERED ' + rows.map(row => row.cells[0].textContent.trim()).join());
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
  rows[0].querySelector('a').click();
  await loaded;
  lines.push('FOLLOWED ' + frame.contentDocument.querySelector('h1').textContent);
}

async function inspectAll(pages, widths, used) {
  await inspect(pages, widths);
  await use(used);
  document.body.replaceChildren(...lines.map(text => {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
  }));
  document.title = 'inspected ' + pages.length;
}
