// What an export takes along, as the server tells it (zegel/api/mail/exports.py).
export interface Planned {
  readonly message: string
  readonly conversation: string
  readonly subject: string
  readonly receivedAt: string
  readonly own: boolean
  /** The sender as the directory names them. */
  readonly sender: string
  readonly address: string
  /** Of the files as they lie sealed, in order. */
  readonly files: readonly number[]
  readonly api: string
  readonly receiptPdf: string
}

export interface Plan {
  readonly messages: readonly Planned[]
  /** How many more there are than one export takes. */
  readonly left: number
}

export const sealedBytes = (plan: Plan): number => plan.messages.reduce((sum, { files }) => sum + files.reduce((a, b) => a + b, 0), 0)
