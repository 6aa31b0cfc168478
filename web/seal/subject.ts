// The subject of a message about a case that has no number yet (VI 6.4), as it is signed.
export const NEW_CASE = "nieuwe zaak"
