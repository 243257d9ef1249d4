/** The version of this program; the build puts it in. */

declare const BUILD_VERSION: string | undefined;

export const version: string = typeof BUILD_VERSION === "string" ? BUILD_VERSION : "0.1.0-dev";
