export type { SignInProblem } from "./sign-in/problems";
export { isSignInProblem, SIGN_IN_PROBLEMS } from "./sign-in/problems";
export type { SlugCheck } from "./sign-up/check-slug";
