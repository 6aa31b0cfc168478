// An application in words, for who files it and for who takes it in: parts of facts, each said once.
import { addressLines, type Application, type ApplicationParty, type Contact } from "./application.ts"

export interface Part {
  readonly title: string
  readonly rows: readonly (readonly [string, string])[]
}

/** The language it is told in: its sentences, and how it writes a day. */
export interface Told {
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string
  readonly day: (day: string) => string
}

export function applicationParts(application: Application, told: Told): Part[] {
  const parties = application.parties.map((party, at) => partyPart(party, numberOf(application.parties, at, told), told))
  return [...parties, claimPart(application, told), hearingPart(application, told)]
}

function numberOf(parties: readonly ApplicationParty[], at: number, { say }: Told): string {
  const role = parties[at]?.role ?? "claimant"
  const same = parties.filter((party) => party.role === role).length
  const number = parties.slice(0, at + 1).filter((party) => party.role === role).length
  return same === 1 ? say(role) : say(`${role}Number`, { n: number })
}

function partyPart(party: ApplicationParty, title: string, told: Told): Part {
  const { say } = told
  const { representative } = party
  const rows: [string, string][] = [
    [say("rowName"), party.name],
    [say("rowShortName"), party.shortName],
    [say("rowKind"), say(party.kind === "person" ? "kindPerson" : "kindLegal")],
    [say("rowAddress"), addressLines(party.address).join("\n")],
  ]
  if (representative === null) rows.push([say("rowRepresentative"), say(party.representation === "unknown" ? "notKnown" : "inPerson")])
  else {
    const who = [representative.name, representative.office, representative.number === "" ? "" : `BAR ${representative.number}`]
    rows.push([say("rowRepresentative"), who.filter((text) => text !== "").join(", ")])
    rows.push([say("rowContact"), contacts(representative.phone, representative.email, told)])
  }
  if (representative === null) rows.push([say("rowContact"), contacts(party.phone, party.email, told)])
  return { title, rows: [...rows, [say("rowDays"), daysText(party, told)]] }
}

function contacts(phone: Contact, email: Contact, { say }: Told): string {
  const both = [phone ?? say("phoneNotKnown"), email ?? say("emailNotKnown")]
  return both.filter((text) => text !== "").join("\n") || say("nothingSaid")
}

function daysText({ unavailable: { answer, days } }: ApplicationParty, { say, day }: Told): string {
  if (answer === "days") return days.map(day).join("\n")
  return say({ none: "daysNone", unknown: "daysUnknown", "not given": "daysNotGiven" }[answer])
}

function claimPart(application: Application, { say }: Told): Part {
  const asked = (reason: string | null) => (reason === null ? say("no") : say("yesBecause", { reason }))
  return {
    title: say("partClaim"),
    rows: [
      [say("rowClaim"), application.claim],
      [say("rowUrgency"), asked(application.urgency)],
      [say("rowShortening"), asked(application.shortening)],
    ],
  }
}

function hearingPart(application: Application, { say, day }: Told): Part {
  const { longer, othersAsked, interpreter, recordings, channel, window } = application
  const asked = say(othersAsked.asked ? "yes" : "no")
  return {
    title: say("partHearing"),
    rows: [
      [say("rowLonger"), longer === null ? say("no") : say("longerText", { n: longer.minutes, reason: longer.reason })],
      [say("rowInterpreter"), interpreter ?? say("no")],
      [say("rowRecordings"), recordings ?? say("no")],
      [say("rowOthersAsked"), othersAsked.said === "" ? asked : `${asked}. ${othersAsked.said}`],
      [say("rowWindow"), say("windowText", { from: day(window.from), until: day(window.until) })],
      [say("rowChannel"), say(channel === "digital" ? "channelDigital" : "channelMail")],
    ],
  }
}
