/**
 * Before anything is painted: the theme that was chosen, so that the other one does not flash up.
 *
 * A plain script, since modules run only after the whole document has been read. Everything else
 * about the theme is in views/theme.js.
 */
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where a visitor lets nobody keep anything, the theme is the system's.
}
