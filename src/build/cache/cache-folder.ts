/** In the state folder: what may be deleted at any time, and costs time only. */
export const cacheFolder = 'cache';
