/** Why a replaced template, or what it made, cannot be used; the message follows the name of its file. */
export class ThemeError extends Error {}
