/** What secrets look like that no test knows beforehand: signed addresses, tokens of any tenant, headers that carry one. */
export const SECRET_SHAPES = [
  /X-Amz-Signature=[0-9a-f]{8}/,
  /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\./,
  /Bearer (?!\[redacted\])[\w.~+/-]{16,}/,
]
