/**
 * Before anything is painted: the theme that was chosen, so that the other one does not flash up, and
 * whether pictures are about to come back, so that the start screen does not.
 *
 * A plain script, since modules run only after the whole document has been read. The rest is in
 * shell/theme.js and session/comeback.js.
 */
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (localStorage.getItem("pictures") === "open") document.documentElement.dataset.comeback = "";
} catch {
  // Where a visitor lets nobody keep anything, the theme is the system's and no picture comes back.
}
