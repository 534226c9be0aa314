export type { Gate, NextStep, Price } from "./gate";
export type { TestOutcome } from "./gateway/test-connection";
export { type Amount, formatAmount, formatMoney } from "./model/amount";
export type { Asks, AskWords } from "./model/asks";
