// Where the sheets of hearings lie: by themselves, for pages that only have to forget them.

/** The database with their pages, and the cache with their scripts and styles, which are nobody's own. */
export const SHEETS = "zegel-sheets";

/** Where sheets are; what answers for them answers for nothing else. */
export const SCOPE = "/hearings/";
