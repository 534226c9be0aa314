/** What darkens the page behind a dialog, a sheet or the palette. */
export const overlayStyles = "animate-fade fixed inset-0 z-40 bg-overlay";
