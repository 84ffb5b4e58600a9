/** JSON bodies; uploads are streams with a limit of their own. */
export const JSON_LIMIT_BYTES = 1024 * 1024;
export const FORM_LIMIT_BYTES = 16 * 1024;
export const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024;
