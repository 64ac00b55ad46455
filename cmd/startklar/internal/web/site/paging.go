package site

import (
	"net/url"
	"strconv"

	"startklar/templates/parts"
)

// PageViews lead to the pages of a list; nothing when all of it fits on one. Of many, only the nearest are
// offered, with the first and the last.
func PageViews(w *Words, matching, size, current int, address func(url.Values) string) []parts.View {
	last := (matching + size - 1) / size
	if last <= 1 {
		return nil
	}
	var links []parts.View
	for n := 1; n <= last; n++ {
		if n == 1 || n == last || n >= current-3 && n <= current+3 {
			links = append(links, parts.View{
				Label: w.T("page.number", "number", n), Href: address(url.Values{"side": {strconv.Itoa(n)}}), Current: n == current,
			})
		}
	}
	return links
}

// AddressWith is a path with a query in which some values are changed; an empty value is left out.
func AddressWith(path string, query, changes url.Values) string {
	values := url.Values{}
	for key, v := range query {
		if len(v) > 0 && v[0] != "" {
			values.Set(key, v[0])
		}
	}
	for key, v := range changes {
		values.Del(key)
		if v[0] != "" {
			values.Set(key, v[0])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
