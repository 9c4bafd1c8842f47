'use strict';
// Sorting, filtering, and folds opened on paper. Without them the tables stand in their best order, whole.
for (const table of document.querySelectorAll('table.sortable')) {
  const header = table.tHead.rows[table.tHead.rows.length - 1];
  const body = table.tBodies[0];
  [...header.cells].forEach((cell, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener('click', () => {
      const descending = cell.getAttribute('aria-sort') === 'ascending';
      for (const other of header.cells) other.removeAttribute('aria-sort');
      cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const key = row => row.cells[column].dataset.value;
      const compare = (a, b) => {
        if (a === '' || b === '') return (a === '') - (b === '');
        const numbers = !isNaN(a) && !isNaN(b);
        const order = numbers ? a - b : a.localeCompare(b);
        return descending ? -order : order;
      };
      body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b))));
    });
  });
}

const FEW = 12;
for (const table of document.querySelectorAll('table.sortable')) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length <= FEW) continue;
  const label = document.createElement('label');
  label.className = 'filter';
  label.textContent = 'Only lines with';
  const input = document.createElement('input');
  input.type = 'search';
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
    }
  });
  label.append(input);
  table.parentElement.before(label);
}

// Paper can't be unfolded.
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('details:not([open])')];
  for (const fold of unfolded) fold.open = true;
});
addEventListener('afterprint', () => {
  for (const fold of unfolded) fold.open = false;
});
