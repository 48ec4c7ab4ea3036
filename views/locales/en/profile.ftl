# Profiles: one's own, and as a client sees it.

profile-part-name = name
profile-part-country = country
profile-part-city = city
profile-part-skills = skills
profile-part-description = a few words about you
profile-part-education = education
profile-part-experience = work experience
profile-part-title-skills = Skills
profile-part-title-description = About
profile-part-title-education = Education
profile-part-title-experience = Work experience

profile-own-heading = <i>Your profile, as clients see it:</i>
profile-own-client = <i>Freelancers see this next to your jobs:</i>
profile-name = <b>{ $name }</b>
profile-place = 📍 { $where }
profile-skills = { $skills }
profile-empty = <i>Nothing here yet</i>
profile-present = present
profile-meter = { $bar } { $percent }% complete
profile-missing = Still missing: { $parts }.
profile-before-bidding = What is in bold is needed before you can bid.

profile-entries-education = <b>Education</b>
profile-entries-experience = <b>Work experience</b>
profile-no-education = Nothing here yet. Add the university and what you studied there.
profile-no-experience = Nothing here yet. Add the company and the title you held there.

btn-edit-details = ✏️ Name, country, city
btn-edit-skills = ✏️ Skills
btn-edit-description = ✏️ About you
btn-edit-education = ✏️ Education
btn-edit-experience = ✏️ Work experience
btn-change-entry = ✏️ { $name }
btn-remove-entry = 🗑
btn-add-entry = ➕ Add
btn-complete-profile = Complete my profile
