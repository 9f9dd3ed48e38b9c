# Страницы. Сообщение, где можно, написано целым предложением.

skip = Перейти к содержанию
pages = Страницы
nav-overview = Обзор
nav-sources = Источники
nav-review = Проверка
nav-toll = Сколько пострадавших
nav-pairs = Один человек?
nav-proof = Доказательства
nav-history = История
working-as = Работает { $name }
lock = Закрыть дело
language = Язык
change = Сменить
nothing-leaves = Эти страницы приходят с этого компьютера. Ничего не загружается извне.
back-to-overview = Назад к обзору
send-again = Отправить
you-typed = Вы написали

locked-title = Дело закрыто
locked-intro = Чтобы открыть дело, введите парольную фразу.
locked-forgot = Подойдёт и ключ восстановления, показанный при создании дела.
locked-now = Дело закрыто. Если компьютером пользуются другие, закройте это окно.
passphrase = Парольная фраза
unlock = Открыть
unlock-wrong = Эта фраза не открывает дело. Попробуйте ещё раз или введите ключ восстановления.
unlock-wait = { $n ->
    [one] Слишком много попыток. Подождите { $n } секунду.
    [few] Слишком много попыток. Подождите { $n } секунды.
   *[other] Слишком много попыток. Подождите { $n } секунд.
}
session-ended = Ваш сеанс закончился. Написанное сохранено здесь: откройте дело, перечитайте и отправьте.
kept-title = Написанное вами сохранено
kept-intro = Пока ничего не изменено. Перечитайте и отправьте.
link-title = Открыть дело
link-intro = Эта ссылка действует один раз и одну минуту.
link-open = Открыть дело
link-used = Ссылка уже использована или устарела. Введите парольную фразу.
who-title = Кто работает?
who-intro = Каждое действие подписывается именем. Выберите своё.
who-new = Нового человека добавляет команда: sanad actor add ИМЯ

overview-title = Обзор
next-title = Сейчас
number-sources = Источники
number-claims = Утверждения
number-waiting = Ждут
next-add = В деле пока ничего нет. Начните с источника: сообщение, показания, таблица, сохранённая страница.
next-none = Ничего не ждёт. Добавьте источник или посмотрите, сколько пострадавших.
waiting = { $n ->
    [0] Проверки ничего не ждёт.
    [one] Проверки ждёт { $n } предложение.
    [few] Проверки ждут { $n } предложения.
   *[other] Проверки ждут { $n } предложений.
}
unread = { $n ->
    [one] { $n } источник ещё не прочитан.
    [few] { $n } источника ещё не прочитаны.
   *[other] { $n } источников ещё не прочитаны.
}
review-next = Проверить следующее
propose = Прочитать источники
tolls-title = Пострадавшие по событиям
tolls-none = В записи пока нет утверждений. Они появляются после проверки или вместе с таблицей.
all-events = { $n ->
    [one] { $n } событие
    [few] Все { $n } события
   *[other] Все { $n } событий
}
event = Событие
event-none = Событие не названо
claims-in-record = { $n ->
    [one] { $n } утверждение
    [few] { $n } утверждения
   *[other] { $n } утверждений
}
preservation-title = Как это хранится
log-entries = Записей в журнале
log-dates = Дата подтверждена извне
log-undated = Ещё нет. Отметка времени показывает, что журнал существовал в этот день: sanad anchor
log-since = С тех пор
entries = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[other] { $n } записей
}
log-exports = Передано из дела
log-unreadable = Записей, которые нельзя прочитать
proof-more = Ключ, контрольная точка, доказательства и полная проверка

sources-title = Источники
sources-none = Пока ничего не сохранено. Добавьте файл или вставьте текст.
add-sources = Добавить источники
add-more = Добавить ещё
search = Искать во всех источниках
search-go = Искать
search-all = Показать все
search-found = { $n ->
    [0] Не найдено ни в одном источнике.
    [one] Найдено в { $n } источнике.
   *[other] Найдено в { $n } источниках.
}
search-none = Попробуйте меньше слов или только начало слова. Другие формы и написания слова тоже находятся.
search-unsearched = { $n ->
    [one] { $n } источник ещё не готов к поиску. Повторите чуть позже.
    [few] { $n } источника ещё не готовы к поиску. Повторите чуть позже.
   *[other] { $n } источников ещё не готовы к поиску. Повторите чуть позже.
}
pages-of-list = Страницы списка
page-before = Назад
page-after = Дальше
page-of = Страница { $n } из { $of }
col-name = Название
col-date = Дата
col-size = Размер
col-kind = Что считается
col-range = От меньшего к большему
col-reports = Сообщений
col-conflicts = Противоречий
col-source = Источник
col-number = Число, как сказано
col-scope = Кого считают
col-standing = Положение
col-rule = Правило
col-rests = Опирается на
col-speaker = По словам
col-status = Сказано как
col-when = Когда
col-who = Кто
col-what = Что

upload-title = Файлы
upload-files = Файлы, сколько угодно
upload-go = Сохранить эти файлы
upload-help = Каждый файл сразу шифруется, хешируется и заносится в журнал. Большие файлы требуют времени: не закрывайте страницу до ответа.
upload-none = Файл не выбран.
upload-done = Сохранено
upload-safe = { $n ->
    [one] { $n } источник надёжно записан на диск.
    [few] { $n } источника надёжно записаны на диск.
   *[other] { $n } источников надёжно записаны на диск.
}
upload-broken = Передача прервалась. Перечисленное здесь сохранено, остальное не принято. Отправьте остальное ещё раз: ничего не удвоится.
upload-already = такие данные уже есть, ничего не записано
upload-new = сохранён
paste-title = Текст
paste-text = Текст
paste-go = Сохранить этот текст
paste-no-name = Назовите текст.
paste-no-text = Текста нет. Вставьте его и отправьте ещё раз.

field-kind = Что произошло
field-mode = Как названо число
field-low = Наименьшее число
field-high = Наибольшее число
field-victim = С кем
field-class = Кто говорит
field-actor = Кто это сделал
field-place = Где
field-time = Когда
field-publisher = Опубликовано
field-source = Передал
field-published = Дата публикации
field-url = Адрес
field-note = Заметка

custody = Хранение
received = Получено
digest = SHA-256
log = Журнал
log-position = место { $n }
download = Скачать как получено
source-text = Текст
source-no-text = Текст из этого файла прочитать не удалось. Файл всё равно сохранён.
source-claims = Утверждения
source-claims-none = Из этого источника пока ничего не взято. Прочитайте источники.
source-claims-here = { $n } из { $of } на этой странице
in-text = в тексте
review-it = проверить
problems = { $n ->
    [one] { $n } место не удалось прочитать
    [few] { $n } места не удалось прочитать
   *[other] { $n } мест не удалось прочитать
}

review-title = Проверка
review-none = Проверки ничего не ждёт.
review-why = Почему (нужно, чтобы отклонить)
review-why-needed = Напишите, почему вы отклоняете. Причина останется при решении.
review-keys = Клавиши: Y принять, N отклонить, K позже, E изменить, U отменить (вместе с клавишей доступа браузера, обычно Alt или Alt+Shift).
review-second = Пока вы читали, решение принял(а) { $name }. Ваше не потеряно: посмотрите, что решено, и решите снова, если видите иначе.
review-edit-refused = Так изменить нельзя: { $why }. Ничего не изменено.
accept = Принять
reject = Отклонить
reopen = Отменить решение
later = Позже
change-fields = Изменить сказанное
change-and-accept = Принять с изменениями
found-by = найдено правилом
done-accept = Принято.
done-reject = Отклонено.
done-change = Изменено и принято.
done-reopen = Решение отменено, предложение снова ждёт.
undo-or-change = Отменить или изменить
decide-again = Решить снова

toll-title = Сколько пострадавших
toll-title-event = Сколько пострадавших: { $event }
toll-none = Здесь этого не считает ни одно принятое утверждение. Проверьте то, что ждёт, или выберите другое событие.
as-of = Как было известно на
as-of-help = 2018, 2018-11 или 2018-11-12
as-of-odd = Это не дата. Напишите 2018, 2018-11 или 2018-11-12.
as-of-left = Как было известно на { $date }: не показано более поздних сообщений — { $later }, без даты — { $undated }.
show = Показать
glance-to = —
glance-rest = ({ $n ->
    [one] { $n } независимый источник
    [few] { $n } независимых источника
   *[other] { $n } независимых источников
}; { $open ->
    [0] открытых противоречий нет
    [one] { $open } открытое противоречие
    [few] { $open } открытых противоречия
   *[other] { $open } открытых противоречий
})
reports-title = Кто сколько называет
reports-legend = Сплошные полосы учитываются, пустые — нет. Отметка с пунктиром открыта сверху: «не менее». Каждое число ведёт к цитате.
rows-left = Не показано сообщений: { $n }.
undated = без даты
counts = учитывается
counts-not = не учитывается
see-it = смотрите там
bounds-title = Что следует
bounds-intro = Каждое число — по правилу, которое его даёт. Ни один источник не предпочитается другому.
rests = { $n } из { $of } независимых источников
conflicts-title = Что чему противоречит
conflicts-none = Сообщения не противоречат друг другу.
resolved-by = Разрешено по правилу
unresolved = Не разрешено: остаются все стороны.
matter-figures = Числа, которые не могут быть верны все
matter-repeat = Повтор с другим числом
matter-dispute = Оспаривается
matter-responsibility = Ответственность
matter-circle = Ссылки по кругу
silent-title = Без числа или не как факт

why-title = Почему
why-gone = Под этим именем больше ничего нет. Посмотрите, что известно сейчас.
why-nothing = За этим не стоит ни одного утверждения.
why-from = Опирается на
why-uncounted = Не учитывается
claim = утверждение
in-source = в источнике
place-bytes = байты { $a }–{ $b } текста
made-by = Создано
proof-download = Скачать доказательство
proof-download-means = Доказательство показывает, что запись стоит в журнале и не изменена. Оно не раскрывает ни одного поля и никого не называет. Передача записывается.
claim-waiting = ждёт проверки
claim-accepted = в записи
claim-rejected = отклонено
claim-open = рассмотрено и оставлено открытым
judged-by = решение: { $name }

pairs-title = Один и тот же человек?
pairs-none = Этого вопроса не ждёт ни одна пара утверждений.
pairs-waiting = { $n ->
    [one] Ждёт { $n } пара.
    [few] Ждут { $n } пары.
   *[other] Ждут { $n } пар.
}
pairs-likely = По спискам вероятность, что это один человек, — { $n } %.
pairs-done = Записано.
same = Один и тот же
not-same = Разные люди
unsure = Нельзя сказать

proof-give = Передать доказательство
proof-give-means = Доказательство — небольшой архив, который любой проверит без сети программой sanad-verify. Сам по себе он ничего не раскрывает.
proof-id = Номер источника или утверждения
proof-open = Раскрыть в нём все закрытые поля (название, источник, цитату…)
check-title = Проверить всё
check-means = Каждый файл хешируется заново, журнал проверяется, всё выведенное сравнивается.
check-go = Проверить сейчас
log-key = Ключ журнала
log-key-means = Передайте его тем, кто будет проверять доказательства, другим путём, чем сами доказательства.
log-checkpoint = Последняя контрольная точка
log-policy = Политика журнала

history-intro = Сначала новое. Отсюда ничего не удаляется; решение отменяется другим решением.
history-none = Пока ничего не сделано.
happened-preserved = сохранено:
happened-claimed = { $n ->
    [one] { $n } утверждение из
    [few] { $n } утверждения из
   *[other] { $n } утверждений из
}
happened-exported = передано:
verdict-accepted = принято
verdict-rejected = отклонено
verdict-edited = изменено и принято
verdict-conflict = названо противоречием
verdict-needs-work = отменено решение по
verdict-same = названы одним человеком:
verdict-not-same = названы разными людьми:
verdict-unsure = оставлено открытым, один ли это человек:

work-propose = Чтение источников
work-check = Полная проверка
work-none = Сейчас ничего не выполняется.
work-done = { $of ->
    [0] Началось.
   *[other] Готово { $n } из { $of }.
}
work-progress = Ход работы
work-means = Эта страница обновляется сама. Можно перейти на другую: работа продолжится.
work-look = Посмотреть сейчас
work-proposed = { $items ->
    [one] Прочитан { $items } источник
    [few] Прочитаны { $items } источника
   *[other] Прочитаны { $items } источников
}; { $n ->
    [0] ничего не найдено.
    [one] предложено { $n } утверждение.
    [few] предложены { $n } утверждения.
   *[other] предложены { $n } утверждений.
}
work-failed = Работа остановилась. Сделанное сохранено; начните снова, чтобы продолжить.
checked-ok = Проверено: { $items ->
    [one] { $items } источник
    [few] { $items } источника
   *[other] { $items } источников
}, { $entries ->
    [one] { $entries } запись
    [few] { $entries } записи
   *[other] { $entries } записей
}. Всё так, как занесено в журнал.
checked-bad = { $n ->
    [one] { $n } место не таково, как занесено в журнал. Прекратите работу с этой копией и восстановите резервную.
    [few] { $n } места не таковы, как занесено в журнал. Прекратите работу с этой копией и восстановите резервную.
   *[other] { $n } мест не таковы, как занесено в журнал. Прекратите работу с этой копией и восстановите резервную.
}

refusal-nowhere = Такой страницы нет
refusal-nowhere-what = Возможно, адрес устарел. Ничего не изменено.
refusal-token = Отправьте ещё раз
refusal-token-what = Эта форма сделана для другого сеанса, возможно, до закрытия дела. Ничего не изменено.
refusal-locked = Дело закрыто
refusal-locked-what = Его тем временем закрыли. Подтверждённое сохранено.
refusal-nobody = Кто работает?
refusal-nobody-what = Сначала выберите, кто работает.
refusal-cut-off = Передано не полностью
refusal-cut-off-what = Связь прервалась на полпути. Ничего не принято; отправьте ещё раз.
refusal-too-large = Слишком много
refusal-too-large-what = Форма вмещает не больше двух мегабайт. Сохраните длинный текст в файл и добавьте файл. Ничего не изменено.
refusal-fault = Ошибка программы
refusal-fault-what = Эту страницу создать не удалось. Подтверждённое сохранено. Вернитесь и попробуйте снова.
refusal-not-found = Не найдено
refusal-not-found-what = С таким именем в деле ничего нет.
refusal-damaged = Дело требует внимания
refusal-damaged-what = Ничего не записано. Подтверждённое ранее сохранено.
refusal-refused = Так сделать нельзя
refusal-refused-what = Ничего не изменено.

count-exact = { $n }
count-about = около { $n }
count-at-least = не менее { $n }
count-at-most = не более { $n }
count-range = от { $n } до { $m }
count-none = ни одного
count-words = «{ $text }»
count-words-low = «{ $text }» ({ $n } или больше)
count-unspecified = без числа
or-more = { $n } или больше
range-or-more = от { $n } до { $m } или больше
no-number = без числа
rule-lowest = Наименьшее утверждение
rule-highest = Наибольшее утверждение
rule-agreed = Что допускают все
rule-majority = Что общее у большинства
rule-named = Известны по имени
rule-class = Диапазон: { $class }
scope-unstated = не указано
standing-named = один человек по имени
standing-superseded = заменено более поздним числом
standing-repeats = повторяет другое сообщение
standing-part = часть общего числа
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
size-bytes = { $n } байт
size-kb = { $n } кБ
size-mb = { $n } МБ

mode-exact = ровно
mode-at-least = не менее
mode-at-most = не более
mode-about = около
mode-range = от … до
mode-vague = неопределёнными словами
mode-relative = в сравнении с другим
mode-none = ни одного
mode-unspecified = без числа

kind-killed = Убиты
kind-wounded = Ранены
kind-shot = В них стреляли
kind-casualties = Убиты и ранены
kind-kidnapped = Похищены
kind-disappeared = Исчезли
kind-detained = Задержаны
kind-prosecuted = Под следствием и судом
kind-convicted = Осуждены
kind-tortured = Подверглись пыткам
kind-ill-treated = Жестокое обращение
kind-beaten = Избиты
kind-threatened = Угрозы
kind-displaced = Перемещены
kind-raped = Изнасилованы
kind-denied-access = Отказано в доступе
kind-denied-burial-rites = Отказано в погребении
kind-repressed = Репрессированы
kind-responsible-for = Названы ответственными
kind-claimed-responsibility = Взяли на себя ответственность
kind-holds-post = Занимает должность
kind-member-of = Состоит в
kind-legal-characterisation = Правовая оценка
kind-demand = Требование

class-own-voice = автор текста
class-author = автор
class-official = официальные лица
class-armed-group = вооружённая группа
class-political-party = политическая партия
class-ngo = НПО
class-lawyer = адвокат
class-witness = свидетели
class-media = СМИ
class-social-media = соцсети
class-unofficial = неофициальные сообщения
class-unnamed-sources = неназванные источники
class-unspecified = не сказано кто

status-asserted = факт, от своего имени
status-reported = сообщение
status-alleged = утверждение
status-possible = возможность
status-disputed = оспариваемое
status-denied = отрицание
status-implied = подразумеваемое
status-opinion = мнение
status-prediction = предсказание
status-conditional = условие
status-rhetorical-question = вопрос
status-ironic = ирония
status-demand = требование
status-attempted = попытка
status-absence-of-evidence = отсутствие подтверждений

nav-people = Люди и должности
nav-dossier = Досье
people-known = Люди в деле
people-no-guilt = То, что человек назван здесь, ничего не говорит о вине: пострадавшие, свидетели и должностные лица стоят рядом.
people-none = Пока никто не внесён. Внесите человека или импортируйте таблицу людей из командной строки.
people-all = Все люди: { $n }
people-new = Внести человека
people-named = Названы в сообщениях
people-named-in-claims = { $n ->
    [one] В утверждениях назван по имени { $n } человек.
    [few] В утверждениях названы по имени { $n } человека.
   *[other] В утверждениях названо по имени { $n } человек.
}
people-sorts = Всё, что внесено
people-sorts-means = Действия, расследования, выводы, согласия и остальное, каждое с утверждениями за и против.
col-post = Должность
col-for = Утверждений за
col-against = Против
col-sort = Вид
col-many = Сколько
col-do = Внести
col-says = Что сказано
col-holder = Кто
entity-new = Внести новую запись
entity-new-posting = Внести должность
entity-change = Изменить
entity-withdraw = Отозвать
entity-again = Вернуть
entity-kept = Сохранено.
entity-withdrawn = Эта запись отозвана. Она остаётся в журнале и не входит ни во что из отправляемого.
entities-none = Пока ничего не внесено.
entity-for = Утверждения за
entity-for-none = Не названо ни одного утверждения, которое это подтверждает.
entity-against = Утверждения против
entity-against-none = Не названо ни одного утверждения, которое этому противоречит.
entity-referring = Что на это ссылается
entity-made = Внёс(ла) { $name }
entity-row = строка, которой это внесено
finding-why = Из чего это следует
field-claims = Утверждения за
field-against = Утверждения против
field-sensitivity = Кому это можно передавать
mark-none = без пометки
mark-public = всем
mark-team = тем, кто работает над делом
mark-restricted = только названным людям
mark-sealed = никому
entry-claims-help = Номера утверждений через точку с запятой. Они стоят рядом с каждым утверждением.
entry-many = Несколько — через точку с запятой.
entry-keep = Сохранить
entry-leave = Оставить как было
entry-means = Введённое сохраняется как есть и подписывается вашим именем. Прежние версии остаются в журнале.
entry-refused = Это не принято. Введённое вами — ниже.
entry-changed = Пока вы писали, это изменил кто-то другой. Введённое вами — ниже: сравните и сохраните, если оно всё ещё верно.
required = обязательно
yes = да
no = нет
posts-title = Кто какую должность занимал
posts-title-day = Кто какую должность занимал: { $date }
posts-day = На этот день
posts-day-help = День, месяц или год; без даты — все.
posts-conflicts = Противоречия
posts-none = Не известно, чтобы кто-то тогда занимал должность.
posts-sure = точно
posts-perhaps = возможно
posts-that-day = В этот день
posts-range = { $from } — { $to }
chart-save = Сохранить диаграмму как картинку

dossier-no-guilt = В деле хранится то, что сообщено. Оно не решает, кто в чём виновен.
dossier-for = Кому
dossier-about = О ком
dossier-drafts-only = только черновики
dossier-drafts-only-means = Этот профиль не закончен: по нему пишутся только черновики.
dossier-look = Посмотреть, что есть
dossier-state = Чего не хватает
dossier-complete = Всё обязательное есть.
dossier-blocked = { $n ->
    [one] Не хватает { $n } обязательного поля, или его доказательства отклонены:
   *[other] Не хватает { $n } обязательных полей, или их доказательства отклонены:
}
dossier-recalled = { $n ->
    [one] { $n } поле этого профиля записано по памяти и должно быть сверено с официальным текстом.
    [few] { $n } поля этого профиля записаны по памяти и должны быть сверены с официальным текстом.
   *[other] { $n } полей этого профиля записано по памяти и должно быть сверено с официальным текстом.
}
dossier-second-yes = второй человек не сказал «да», поэтому это никуда не отправляется.
dossier-build = Посмотреть и составить
dossier-preview = Посмотреть, каким оно будет
dossier-language = Язык досье
dossier-to = Кому именно, для реестра
dossier-seal = Ключ получателя (age) для запечатанного приложения с именами
dossier-as-draft = Как черновик, с отмеченными пробелами
dossier-only-draft = Можно составить только черновик, с отмеченными пробелами.
dossier-go = Составить досье
dossier-go-draft = Составить черновик
dossier-recorded = То, что оно отправляется, записывается в журнал с отпечатком каждого файла до того, как вы сможете его сохранить.
dossier-fields = Что спрашивает получатель
dossier-thresholds = Вопросы правовой проверки
dossier-built = Готово: страниц — { $pages }, приложений — { $exhibits }, цитат — { $passages }.
dossier-save = Сохранить ({ $size })
work-dossier = Досье составляется
work-under-way = Идёт работа.
col-field = Что спрашивают
col-needed = Нужно
col-state = Состояние
col-sources = Независимых источников
col-remarks = Замечания
col-question = Вопрос
col-answer = Ответ
col-because = Потому что
col-to = Кому
col-since = Изменилось с тех пор
need-required = обязательно
need-expected = ожидается
need-optional = по желанию
state-given = есть
state-shaken = доказательства отклонены
state-missing = нет
remark-one-source = опирается на один независимый источник
remark-rejected = отклонено позже: { $n }
remark-not-accepted = ещё не принято: { $n }
remark-untranslated = без проверенного перевода: { $n }
remark-gaps = { $n ->
    [one] { $n } пробел
    [few] { $n } пробела
   *[other] { $n } пробелов
}
remark-recalled = сверить с официальным текстом
remark-which = Какие
answer-met = выполнено, судя по записанному
answer-not-met = не выполнено
answer-unknown = сказать нельзя
register-title = Что отправлено и кому
register-intro = Все доказательства, записи, выгрузки и досье, покинувшие дело; сначала новые.
register-none = Из дела ещё ничего не отправляли.
register-version = версия { $n }
register-files = { $n ->
    [one] { $n } файл
    [few] { $n } файла
   *[other] { $n } файлов
}
register-outdated = { $n ->
    [one] С тех пор изменено или отклонено: { $n }
   *[other] С тех пор изменено или отклонено: { $n }
}

event-what = Что об этом внесено
event-related = Связано:
timeline-title = По времени
moment-event = Произошло:
moment-act = Действие:
moment-opened = Начато:
moment-closed = Закончено:
acts-title = Действия и пострадавшие
col-act = Действие
col-victims = Пострадавшие
map-title = Где
map-alt = { $n ->
    [one] Карта, на ней { $n } место; оно названо ниже.
    [few] Карта, на ней { $n } места; они перечислены ниже.
   *[other] Карта, на ней { $n } мест; они перечислены ниже.
}
map-source = Контуры: Natural Earth, общественное достояние. Они показывают, где находится место, и ничего не говорят о том, чья это земля. Пунктирный круг — настолько широк, насколько неточно указано место.
map-within-km = в пределах { $n } км, судя по числу знаков
map-within-m = в пределах { $n } м, судя по числу знаков
col-place = Место
col-coordinates = Широта, долгота
col-precision = Точность
km = км

nav-estimate = Оценка
work-estimate = Таблица оценивается
estimate-intro = Несколько списков называют пострадавших, и ни один не называет всех. По тому, сколько людей стоит в двух списках, в трёх, только в одном, иногда можно сказать, сколько не стоит ни в одном; часто нельзя, и тогда число не даётся.
estimate-table = Таблица пересечений
estimate-source = Таблица из дела
estimate-none = Таблиц в деле нет. Добавьте файл CSV как источник или вставьте таблицу ниже.
estimate-paste = Или вставьте её
estimate-form = По столбцу из 0 и 1 на каждый список и последний столбец «count»: сколько людей стоит именно в этих списках.
estimate-go = Оценить таблицу
estimate-choose = Выберите таблицу или вставьте её.
estimate-of = Таблица:
estimate-estimate = Оценка: всего { $n } человек (95-процентный интервал от { $low } до { $high }).
estimate-at-least = Не меньше { $n } человек всего (95-процентный интервал от { $low } до { $high }).
estimate-disagree = Методы расходятся: по всем методам от { $low } до { $high } человек.
estimate-two-list-only = Только два списка: всего { $n } человек (от { $low } до { $high }), если списки независимы друг от друга.
estimate-not-converged = Расчёт не сошёлся: число давать нельзя.
estimate-not-estimable = Оценить нельзя: число давать нельзя.
estimate-observed = Названо хотя бы в одном списке: { $n }.
estimate-lists = Люди в каждом списке и в двух сразу
estimate-on = В списке
estimate-exactly = Ровно в { $k } списках: { $n }
estimate-empty = Сочетаний списков, в которых никого нет: { $n }
estimate-islands = У этих списков нет общих людей с остальными:
estimate-methods = Что говорит каждый метод
estimate-assumes = Он предполагает, что
estimate-not-used = не сошёлся; показан только для диагностики
estimate-sensitivity = То же при других предположениях
estimate-no-number = не даёт числа
estimate-xi = Чего не могут показать никакие данные
estimate-xi-means = Притягивают ли все списки вместе одних и тех же людей или отталкивают (1 — ни то ни другое). Всего при этом числе:
estimate-methods-docs = Как работают методы и когда они отказываются, написано в docs/methods/estimate.md.
estimate-again = Другая таблица
col-method = Метод
col-median = Середина
col-interval = 95-процентный интервал
col-assumption = Предположение
col-change = Что иначе
col-total = Всего

verify-title = Проверить доказательство, которое вам дали
verify-means = Доказательство — это .zip с несколькими небольшими файлами. Он разбирается и проверяется здесь, без сети; ничего из него не сохраняется.
verify-policy = Политика журнала
verify-policy-help = Ключи журнала, полученные от владельца другим путём, чем доказательство. Без них нельзя сказать, кто подписал. Для доказательств этого дела они не нужны.
verify-file = Файл .zip
verify-go = Проверить
verify-intact = Не изменено
verify-failed = Проверка не пройдена
verify-unreadable = Это не доказательство, которое можно прочесть
verify-signer = Ключ пришёл вместе с доказательством, поэтому не показано, чей это журнал.
verify-disclosed = Что в нём открыто
verify-withheld = { $n ->
    [one] { $n } поле остаётся запечатанным.
    [few] { $n } поля остаются запечатанными.
   *[other] { $n } полей остаются запечатанными.
}
verify-says-nothing = Показано это или нет — о том, правдиво ли содержание, это ничего не говорит.
col-step = Шаг
col-outcome = Итог
step-shown = показано
step-failed = не пройдено
step-not-shown = не показано
translation-of = На языке «{ $lang }», { $name }
translation-checked = сверено
translation-draft = не сверено
translation-machine = сделано машиной
picture-title = Изображение
picture-clear = Показать чётко
picture-alt = Само изображение
picture-means = Нарисовано заново по точкам: всё остальное в файле (место, устройство, время) есть в файле, который вы скачаете, но не в том, что показано.

overview-no-conflicts = Неразрешённых противоречий нет.
overview-conflicts = { $n ->
    [one] { $n } противоречие
    [few] { $n } противоречия
   *[other] { $n } противоречий
}
overview-dossiers = Чего ещё не хватает для досье
overview-missing = { $n ->
    [one] не хватает { $n } обязательного поля
   *[other] не хватает { $n } обязательных полей
}
