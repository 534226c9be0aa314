/** A change that cannot be made as things stand. */
export class ImpossibleChange extends Error {}
