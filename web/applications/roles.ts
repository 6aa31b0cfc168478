// What each file of an application is: the draft summons, an exhibit with its description, or something else.
import { fromTemplate, need } from "../page/elements.ts"
import { say } from "../page/words.ts"
import type { DocumentRole } from "../cases/application.ts"
import { arranged, type FileRole, type FormParty, guessedRole, type NamedFile } from "./form.ts"

export class FileRoles {
  readonly #list = need("roles")
  readonly #rows = new Map<string, HTMLElement>()
  readonly #changed: () => void
  #roles: Record<string, FileRole>

  constructor(saved: Readonly<Record<string, FileRole>>, changed: () => void) {
    this.#roles = { ...saved }
    this.#changed = changed
  }

  read(): Readonly<Record<string, FileRole>> {
    return this.#roles
  }

  show(files: readonly NamedFile[], parties: readonly FormParty[]): void {
    for (const [key, row] of this.#rows) {
      if (files.some((file) => file.key === key)) continue
      row.remove()
      this.#rows.delete(key)
      delete this.#roles[key]
    }
    for (const { key, name } of files) this.#roles[key] ??= guessedRole(name, Object.values(this.#roles))
    const named = arranged(files, { roles: this.#roles, parties }, 2)
    for (const [at, { file, document, name }] of named.entries()) {
      const row = this.#rows.get(file.key) ?? this.#add(file)
      if (this.#list.children[at] !== row) this.#list.insertBefore(row, this.#list.children[at] ?? null)
      need("role-file", undefined, row).textContent = document.exhibit === null ? file.name : say("exhibitNumber", { n: document.exhibit, name: file.name })
      need("role-name", undefined, row).textContent = say("fileBecomes", { name })
      for (const part of row.querySelectorAll<HTMLElement>("[data-role-described]")) part.hidden = document.role !== "exhibit"
    }
    this.#list.hidden = files.length === 0
  }

  #add({ key, name }: NamedFile): HTMLElement {
    const row = fromTemplate("file-role")
    const role = this.#roles[key] ?? guessedRole(name, [])
    const kind = need<HTMLSelectElement>("role-kind", undefined, row)
    const description = need<HTMLInputElement>("role-description", undefined, row)
    const language = need<HTMLSelectElement>("role-language", undefined, row)
    for (const [label, input] of [["role", kind], ["description", description], ["language", language]] as const) {
      input.id = `${key}-${label}`
      need<HTMLLabelElement>("label-for", label, row).htmlFor = input.id
    }
    kind.value = role.role
    description.value = role.description
    language.value = role.language
    row.addEventListener("input", () => {
      this.#roles[key] = { role: kind.value as DocumentRole, description: description.value, language: language.value }
      this.#changed()
    })
    this.#rows.set(key, row)
    return row
  }
}
