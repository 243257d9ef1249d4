/** Runs before the page is painted: the look and the folded rail that this person chose earlier. */
const root = document.documentElement;
const chosen = localStorage.getItem("theme");
if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
if (localStorage.getItem("rail") === "folded") root.dataset.rail = "folded";
