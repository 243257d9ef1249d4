/** The page that rates a command. */
export { RateAnswer, RatePage, rateAnswer } from "./page.tsx";
