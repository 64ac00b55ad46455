package workflow_test

// full uses every feature that a definition can have.
const full = `
stages:
  - id: prepare
    title: Prepare
    close: ProcessConsultant
    items:
      - {id: begin, kind: task, title: B, role: [MunicipalLeader, MunicipalMember], start: auto, due: start + 5 working days, reminders: [2 days], escalate: {after: 7 days, to: ProcessConsultant}}
      - id: list
        kind: checklist
        title: L
        role: [MunicipalLeader, MunicipalMember]
        override: ProcessConsultant
        after: [begin]
        due: start + 6 weeks
        sections:
          - id: A
            title: A
            groups:
              - {id: A.a, title: AA, questions: [{id: A1, text: One, prompts: [{id: A1.1, text: Sub, optional: true}, {id: A1.2, text: Sub}]}, {id: A2, text: Two, version: 2}]}
              - {id: A.b, title: AB, questions: [{id: A3, text: Three, max_length: 40}]}
          - {id: B, title: B, questions: [{id: B1, text: Four}]}
      - id: form
        kind: form
        title: F
        role: [MunicipalLeader, ProcessConsultant]
        skip: MunicipalLeader
        skipped_counts: true
        auto_complete: false
        sections:
          - id: F
            title: F
            fields:
              - {id: text, type: text, text: T}
              - {id: line, type: line, text: L, required: true}
              - {id: number, type: number, text: N, min: 0, max: 100}
              - {id: integer, type: integer, text: I}
              - {id: date, type: date, text: D}
              - {id: way, type: choice, text: W, choices: [{id: here, text: H}, {id: online, text: O}]}
              - {id: yes, type: yesno, text: Y}
              - {id: rows, type: rows, text: R, columns: [{id: what, type: line, text: W, required: true}, {id: by, type: date, text: B}]}
      - {id: sign, kind: approval, title: S, role: MunicipalLeader, of: [list, form], after: [list, form], self_sign: false, anchor: signed, due: start + 7 weeks}
  - id: meet
    title: Meet
    after: [begin]
    items:
      - {id: agenda, kind: task, title: A, role: MunicipalMember, skip: [MunicipalLeader, ProcessConsultant], due: workshop - 5 working days}
      - {id: here, kind: meeting, title: H, role: ProcessConsultant, anchor: workshop, required: false, when: 'choice("form", "way") != "online"', override: [ProcessConsultant, NationalOfficer]}
      - {id: online, kind: meeting, title: O, role: ProcessConsultant, anchor: workshop, required: false, when: 'choice("form", "way") == "online"', override: ProcessConsultant}
      - {id: seminar, kind: meeting, title: N, role: [ProcessConsultant, NationalOfficer], repeat: {max: 4}, after: [sign], due: workshop + 1 month}
      - {id: note, kind: form, title: N, role: [MunicipalMember, ProcessConsultant], required: selected, when: selected, skip: NationalOfficer, repeat: {max: 3}, sections: [{id: N, title: N, fields: [{id: learnt, type: text, text: L, required: true}]}]}
      - {id: extra, kind: task, title: X, role: [MunicipalLeader, NationalOfficer], discretionary: true, required: false, after: [{item: agenda, is: completed_or_skipped}]}
      - {id: instead, kind: task, title: I, role: MunicipalLeader, required: false, after: [{item: agenda, is: skipped}]}
      - {id: wake, kind: task, title: W, role: NationalOfficer, required: false, after: [{item: watch, is: terminated}]}
      - {id: watch, kind: task, title: W, role: NationalOfficer, required: false, exit: {after: [sign], when: selected}}
  - id: deliver
    title: Deliver
    close: NationalOfficer
    items:
      - {id: pack, kind: delivery, title: P, role: [NationalOfficer, MunicipalLeader, MunicipalMember], skip: NationalOfficer, reopen: NationalOfficer, due: workshop + 2 weeks, documents: [{id: guide, title: G}, {id: paper, title: P}]}
      - {id: round, kind: task, title: R, role: MunicipalLeader, required: false, repeat: {every: month}, exit: {after: [pack]}}
      - {id: delivered, kind: milestone, title: D, after: [pack], anchor: delivered}
  - id: close
    title: Close
    after: [prepare, {stage: meet}, {stage: deliver, is: completed}]
    when: '!selected || completed("note") || skipped("note") || terminated("note")'
    items:
      - {id: look, kind: checklist, title: L, role: MunicipalLeader, due: delivered + 3 days, sections: [{id: L, title: L, questions: [{id: back, text: B}]}]}
      - {id: finish, kind: approval, title: F, role: MunicipalLeader, of: [look], after: [look]}
      - {id: finished, kind: milestone, title: F, after: [finish, {stage: meet}]}
`
