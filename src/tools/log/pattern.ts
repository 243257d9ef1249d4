/** Plain text as a pattern that fits it alone. */
export const asPattern = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}#-]/g, "\\$&");
