/** What we use of subset-font, which comes without types. */
declare module "subset-font" {
  type Options = {
    targetFormat: "woff2";
    keepFeatures: string[];
    preserveNameIds: number[];
    variationAxes?: Record<string, { min: number; max: number }>;
  };
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
