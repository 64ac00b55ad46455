package desk_test

import (
	"testing"

	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/monitoring"
	"startklar/domain/municipality"
	"startklar/domain/person"
)

// TestLimitsAreDrawnOnlyAroundWhatIsShown: a municipality is set against the others only for those who see its share,
// and only where the nation's is shown; nobody learns of another municipality's place by asking for its limits.
func TestLimitsAreDrawnOnlyAroundWhatIsShown(t *testing.T) {
	a, january := withFigures(t), march.Add(-2)
	for name, c := range map[string]struct {
		actor person.Actor
		// own and other tell whether signals of Aalborg and of Odense may be had.
		own, other bool
	}{
		"its leader":          {leader, true, false},
		"a leader elsewhere":  {stranger, false, true},
		"the national agency": {officer, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := a.Desk.Spread(t.Context(), c.actor, desk.FigureQuery{What: "test"})
			if err != nil {
				t.Fatal(err)
			}
			for code, may := range map[municipality.Code]bool{"0851": c.own, "0461": c.other} {
				if signals(s, code, january) > 0 != may {
					t.Errorf("%d signals of %s in the settled month", signals(s, code, january), code)
				}
				if n := signals(s, code, march); n > 0 {
					t.Errorf("%d signals of %s in a provisional month", n, code)
				}
				if backgrounds(s, code, january) > 0 && !may {
					t.Errorf("limits around %s", code)
				}
			}
			for _, i := range a.Monitoring.Indicators {
				nation, _ := s.Count(monitoring.National, january, monitoring.Measure(i.ID), monitoring.OriginAll)
				_, shown := nation.Share()
				if _, drawn := s.Background("", i.ID, january); drawn && !shown {
					t.Errorf("limits of %s around a figure that is not shown", i.ID)
				}
			}
		})
	}
	if s, err := a.Desk.Spread(t.Context(), officer, desk.FigureQuery{What: "test"}); err != nil || backgrounds(s, "0851", january) < 5 {
		t.Errorf("the agency sees few limits: %v", err)
	}
	if _, err := a.Desk.Spread(t.Context(), keeper, desk.FigureQuery{What: "test"}); domain.CodeOf(err) != domain.Permission {
		t.Errorf("an administrator: %v", err)
	}
}

func signals(s *desk.Spread, code municipality.Code, m calendar.Month) (n int) {
	for _, id := range []monitoring.IndicatorID{"1", "2", "3", "5", "6", "7", "8"} {
		if _, ok := s.Signal(code, id, m); ok {
			n++
		}
	}
	return n
}

func backgrounds(s *desk.Spread, code municipality.Code, m calendar.Month) (n int) {
	for _, id := range []monitoring.IndicatorID{"1", "2", "3", "5", "6", "7", "8"} {
		if _, ok := s.Background(code, id, m); ok {
			n++
		}
	}
	return n
}
