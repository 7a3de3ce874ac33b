// What a page can make of the event: it says below the frame where the reader is.
addEventListener('ffa-scope', ({ target, detail }) => {
  if (target.id !== 'walk') return;
  document.getElementById('where').textContent =
    `The reader is at row ${detail.row} of ${detail.rows - 1} of “${detail.title}”.`;
});
