/** The style nonce the server put into the page; the property, for browsers hide the attribute. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
