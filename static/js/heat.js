// Arrow keys move through a calendar of days; Tab goes past it.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function beside(link, [down, right]) {
  const cell = link.closest("td");
  const rows = [...cell.closest("tbody").rows];
  let [row, column] = [rows.indexOf(cell.parentElement) + down, cell.cellIndex + right];
  while (rows[row]?.cells[column]) {
    const found = rows[row].cells[column].querySelector("a");
    if (found) return found;
    [row, column] = [row + down, column + right];
  }
  return null;
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("[data-heat] a");
  if (!link || !(event.key in STEPS)) return;
  event.preventDefault();
  const next = beside(link, STEPS[event.key]);
  if (!next) return;
  link.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
