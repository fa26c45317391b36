import { heldInPolish } from './held/polish.ts'
import type { ResidentWords } from './resident-words.ts'

/** Translated by machine from the English. */
export const polish: ResidentWords = {
  service: 'Policja: znakowanie rzeczy',
  skip: 'Przejdź do treści',
  languages: 'Języki',
  machine:
    'Ta strona została przetłumaczona automatycznie. Jeśli coś jest niejasne, obowiązuje tekst angielski.',
  back: 'Wstecz',
  privacy: 'Jak używamy tego, co nam Państwo przekazują',
  start: {
    title: 'Nikogo nie było, kiedy przyszliśmy',
    lead: 'Policjant zostawił kartę pod Państwa drzwiami. Z kodem z karty można:',
    visit: 'Umówić wizytę',
    decline: 'Odmówić, aby nikt więcej nie przychodził',
    needs: 'Poprosić o inny język albo powiedzieć, co jest potrzebne',
  },
  code: { label: 'Kod z karty', hint: 'Siedem liter i cyfr, na przykład K7M PX5X' },
  postcode: { label: 'Kod pocztowy mieszkania', hint: 'Aby nikt inny nie mógł odpowiedzieć za Państwa' },
  visit: {
    title: 'Umów wizytę',
    lead: 'Umundurowany policjant przyniesie zestaw i pokaże, jak go używać. Trwa to około 15 minut.',
    day: 'Dzień',
    choose: 'Wybierz dzień',
    part: 'Pora dnia',
    parts: {
      morning: 'Rano, 9:00–12:00',
      afternoon: 'Po południu, 12:00–17:00',
      evening: 'Wieczorem, 17:00–20:00',
    },
    send: 'Umów wizytę',
  },
  decline: {
    title: 'Odmowa',
    lead: 'Nie przyjdziemy więcej w tej sprawie. W razie zmiany zdania można umówić wizytę z tą samą kartą.',
    send: 'Proszę więcej nie przychodzić',
  },
  needs: {
    title: 'Co jest potrzebne',
    lead: 'Przekażemy to policjantowi przed wizytą.',
    language: 'Język rozmowy',
    none: 'Bez różnicy',
    needs: 'Co byłoby pomocne?',
    list: {
      'large-print': 'Duży druk',
      'easy-read': 'Tekst łatwy do czytania, z krótkimi słowami i obrazkami',
      interpreter: 'Tłumacz',
      hearing: 'Jestem osobą głuchą lub słabosłyszącą',
      'help-with-marking': 'Pomoc w znakowaniu rzeczy',
    },
    send: 'Wyślij',
  },
  kit: {
    link: 'Mają już Państwo zestaw? Można go zarejestrować, potwierdzić użycie albo zgłosić przeprowadzkę.',
    title: 'Państwa zestaw',
    lead: 'Z numerem seryjnym i kodem PIN dołączonym do zestawu można:',
    register: 'Zarejestrować zestaw',
    applied: 'Potwierdzić użycie zestawu',
    moving: 'Zgłosić przeprowadzkę',
  },
  serial: {
    label: 'Numer seryjny zestawu',
    hint: 'Na buteleczce i na jej karcie, na przykład K7QD-2M4X-9THQ',
  },
  pin: { label: 'Kod PIN', hint: 'Na karcie w pudełku. Nikt inny nie musi go znać.' },
  register: {
    title: 'Zarejestruj zestaw',
    lead: 'Dzięki temu wiemy, czyje rzeczy są oznakowane, i możemy je zwrócić, gdy się znajdą. Jeśli zestaw został w mieszkaniu po poprzednich mieszkańcach, można zarejestrować go na siebie.',
    name: 'Imię i nazwisko',
    contact: 'Telefon lub e-mail',
    contactHint: 'Jeśli chcą Państwo, abyśmy mogli się skontaktować',
    applied: 'Oznakowałem lub oznakowałam swoje rzeczy i nalepka jest naklejona',
    send: 'Zarejestruj zestaw',
  },
  applied: {
    title: 'Potwierdź użycie zestawu',
    lead: 'Rzeczy są oznakowane, a nalepka jest naklejona. Policjant nie musi w tym celu przychodzić.',
    send: 'Zestaw został użyty',
  },
  moving: {
    title: 'Zgłoś przeprowadzkę',
    lead: 'Oznakowane rzeczy pozostają Państwa własnością. Prosimy zostawić zestaw i jego kartę następnym mieszkańcom: mogą zarejestrować go na siebie.',
    day: 'Ostatni dzień w mieszkaniu',
    send: 'Wyślij',
  },
  held: heldInPolish,
  said: {
    title: 'Otrzymaliśmy wiadomość',
    visit: 'Prośba o wizytę: {day}. {part}.',
    decline: 'Prośba, aby więcej nie przychodzić.',
    needs: 'Wiemy, co jest potrzebne.',
    registered: 'Zestaw został zgłoszony do rejestracji.',
    registeredAndApplied: 'Zestaw został zgłoszony do rejestracji, a jego użycie potwierdzone.',
    applied: 'Użycie zestawu zostało zgłoszone.',
    moving: 'Przeprowadzka została zgłoszona. Ostatni dzień w mieszkaniu: {day}.',
    check:
      'Uwzględnimy ją, jeśli kod i kod pocztowy należą do tego samego mieszkania. Ta strona nie mówi, czy tak jest, aby nikt nie mógł zgadywać, gdzie byliśmy.',
    checkKit:
      'Uwzględnimy to, jeśli numer seryjny i kod PIN należą do siebie. Ta strona nie mówi, czy tak jest, aby nikt nie mógł zgadywać, kto ma zestaw.',
    again:
      'Zmiana zdania albo pomyłka? Proszę wysłać formularz jeszcze raz: liczy się ostatnia wiadomość. Albo zadzwonić pod numer 101.',
    againKit:
      'Jednak Państwo zostają? Proszę zarejestrować zestaw jeszcze raz. Inna pomyłka? Proszę zadzwonić pod numer 101.',
  },
  errors: {
    title: 'Wystąpił problem',
    code: 'Wpisz kod z karty: siedem liter i cyfr',
    check: 'Sprawdź kod: litera lub cyfra jest inna niż na karcie',
    postcode: 'Wpisz pełny kod pocztowy, na przykład SW1A 1AA',
    day: 'Wybierz dzień',
    part: 'Wybierz porę dnia',
    needs: 'Wybierz język albo to, co byłoby pomocne',
    serial: 'Wpisz numer seryjny zestawu: od 6 do 20 liter i cyfr',
    serialCheck: 'Sprawdź numer seryjny: litera lub cyfra jest inna niż na buteleczce',
    pin: 'Wpisz kod PIN z karty',
    name: 'Wpisz imię i nazwisko',
  },
  notice: [
    'Przechowujemy kod, kod pocztowy i to, o co Państwo prosili. Używamy tego, aby przyjść w dogodnym czasie albo nie przychodzić.',
    'Przy odpowiedzi na kartę nie pytamy o nazwisko. Ta strona nie używa plików cookie ani skryptów.',
    'Jeśli kod i kod pocztowy albo numer seryjny i kod PIN nie należą do siebie, usuwamy wiadomość po 30 dniach.',
    'Policjanci, którzy chodzą po Państwa ulicy, widzą, o co Państwo prosili. Nikt spoza policji tego nie widzi.',
    'Jeśli rejestrują Państwo zestaw, przechowujemy nazwisko i to, co nam Państwo przekazali do sześciu lat po zakończeniu programu. Widzą to policjanci z Państwa okolicy oraz śledczy, gdy znajdą się oznakowane rzeczy.',
    'Można zapytać policję, jakie dane przechowuje, poprosić o ich poprawienie lub usunięcie albo złożyć skargę. Proszę zadzwonić pod numer 101 i poprosić o inspektora ochrony danych (data protection officer) albo zwrócić się do Information Commissioner: ico.org.uk.',
  ],
}
