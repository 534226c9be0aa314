export type { View, ViewBlock, ViewCell, ViewStat, ViewTone } from "./view";
