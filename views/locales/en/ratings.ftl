# Ratings: asking for them, what was said, and what it comes to.

standing = ★ { $mean } ({ $count })
standing-none = No ratings yet
standing-in-role =
    { $role ->
        [client] As a client: { $line }
       *[freelancer] As a freelancer: { $line }
    }
stars = { $full }{ $empty }
aspect-line = { $label } { $stars }
aspect-mean = { $label } { $mean }
aspect-quality = Quality
aspect-communication = Communication
aspect-on-time = On time
aspect-clarity = Clarity
aspect-fairness = Fairness
aspect-payment = Payment

ratings-of-freelancer = What clients say about working with { $name }:
ratings-of-client = What freelancers say about working for { $name }:
ratings-own-freelancer = What clients say about working with you:
ratings-own-client = What freelancers say about working for you:
ratings-none = Nobody has rated this work yet.
ratings-about = <b>{ $title }</b> · ★ { $mean }
ratings-of-project = <b>{ $title }</b>
ratings-by-you = You about { $name }:
ratings-by-other = { $name } about you:
ratings-by-nobody = Nobody has rated this project.
ratings-hidden = There is nothing to read yet. Ratings show when you have both rated, or on { $at }.

ntf-rating-asked =
    ⭐ How was it to work with <b>{ $name }</b> on “{ $title }”?

    It takes a minute. You both see what the other said when you have both rated, or on { $at }.
ntf-rating-missing =
    ⭐ You can still say how it was to work with <b>{ $name }</b> on “{ $title }”, until { $at }.

    Others will read it before they decide to work with { $name }.
ntf-rating-shown = ⭐ You can read what <b>{ $name }</b> said about working with you on “{ $title }”:

done-rated = ⭐ Thank you. Nobody sees it before { $name } has rated, too, or 14 days after the last payment. Until then you can change it.
done-rated-both = ⭐ Thank you. You have both rated, so this is what <b>{ $name }</b> said about working with you:

btn-rate = ⭐ Rate { $name }
btn-change-rating = ✏️ Change my rating
btn-ratings = ⭐ Ratings
btn-ratings-freelancer = ⭐ As a freelancer ({ $count })
btn-ratings-client = ⭐ As a client ({ $count })
