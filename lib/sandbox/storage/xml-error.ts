import { randomBytes } from 'node:crypto'

export interface StorageError {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly more?: Readonly<Record<string, string>>
}

/** An error as S3 writes it. */
export function xmlError({ status, code, message, more = {} }: StorageError): Response {
  const fields = { Code: code, Message: message, ...more, RequestId: randomBytes(8).toString('hex') }
  const inner = Object.entries(fields).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner.join('')}</Error>`
  return new Response(body, { status, headers: { 'Content-Type': 'application/xml' } })
}

export const EXPIRED: StorageError = { status: 403, code: 'AccessDenied', message: 'Request has expired' }

export const WRONG_SIGNATURE: StorageError = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: 'The request signature we calculated does not match the signature you provided.',
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
