/** What the command line says, which wins over the file. Paths are relative to the working directory. */
export interface Overrides {
  /** `--config` */
  readonly config?: string | undefined;
  /** `--articles`; in place of all folders of the file. */
  readonly articles?: readonly string[] | undefined;
  /** `--output` */
  readonly output?: string | undefined;
  /** `--base-url` */
  readonly baseUrl?: string | undefined;
  /** `--timezone` */
  readonly timezone?: string | undefined;
}
