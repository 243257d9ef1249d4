/** The page of what ailx remembers. */
export { MemoryPage } from "./page.tsx";
