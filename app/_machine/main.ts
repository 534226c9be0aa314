import { makeFrontDoor } from "../_server/front-door";
import { makeMachineApi } from "./machine-app";

/** What infra/start/web.mjs asks before Next. */
export const machineApi = makeMachineApi();
export const frontDoor = makeFrontDoor();
