export { SIGN_IN_PROBLEMS, type SignInProblem, isSignInProblem } from "./sign-in/problems";
