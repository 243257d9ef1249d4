/** Loaded before the program in a process of its own: tells whoever started it, whenever asked, which modules were evaluated so far. */
process.on("message", () => {
  process.send?.(Object.keys(require.cache));
});
