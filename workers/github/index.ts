import type { Handler } from "../runtime/handler";
import { processGithubDelivery } from "./process-delivery";

export const githubHandlers: readonly Handler[] = [processGithubDelivery];
