'use strict';
// Opens each page in a frame of each width, asks axe once, and leaves what is wrong as lines of the body.
async function inspect(pages, widths) {
  const findings = [];
  for (const page of pages) {
    for (const width of widths) {
      const frame = document.createElement('iframe');
      frame.width = width;
      frame.height = 2000;
      frame.style.border = 0;
      const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
      frame.src = page;
      document.body.replaceChildren(frame);
      await loaded;
      const view = frame.contentWindow;
      const root = frame.contentDocument.documentElement;
      if (!frame.contentDocument.querySelector('main')) findings.push(page + ': did not load');
      for (const fold of root.querySelectorAll('details')) fold.open = true;
      if (root.scrollWidth > root.clientWidth) {
        findings.push(page + ': ' + width + ' wide, needs ' + root.scrollWidth);
      }
      if (width !== widths[0]) continue;
      const axe = frame.contentDocument.createElement('script');
      const ready = new Promise(resolve => axe.addEventListener('load', resolve));
      axe.src = document.currentBase + 'axe.js';
      frame.contentDocument.head.append(axe);
      await ready;
      const report = await view.axe.run(root, {resultTypes: ['violations']});
      for (const violation of report.violations) {
        const where = violation.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(' ');
        findings.push(page + ': ' + violation.id + ' (' + violation.help + '): ' + where);
      }
    }
  }
  document.body.replaceChildren(...findings.map(text => {
    const line = document.createElement('p');
    line.textContent = 'FINDING ' + text;
    return line;
  }));
  document.title = 'inspected ' + pages.length;
}
