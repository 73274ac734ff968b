#include "models/founding_view_model.h"

#include "models/amount_input.h"
#include "models/job_runner.h"
#include "models/role_names.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/text.h"

#include <algorithm>

namespace strongroom::ui {

FoundingViewModel::FoundingViewModel(const service::Ports& ports, JobRunner& core, QObject* parent)
    : QObject(parent), m_ports(ports), m_core(core), m_founding(std::make_shared<Slot>()) {
    using Person = service::Enrolment;
    using Model = RowModel<Person>;
    m_people = std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("personId", &Person::personId),
        Model::field("name", &Person::name),
        {"rolesText", [](const Person& person) { return QVariant(roleNames(toQStringList(person.roles))); }},
    });
}

FoundingViewModel::~FoundingViewModel() = default;

template <typename Work, typename Done>
void FoundingViewModel::run(Work work, Done done) {
    ++m_jobs;
    emit changed();
    m_core.run(this, std::move(work),
               [this, generation = m_generation, done = std::move(done)](auto outcome) mutable {
                   if (generation != m_generation)
                       return; // Stopped meanwhile.
                   --m_jobs;
                   m_failure = outcome ? FailureView() : toView(outcome.error());
                   emit changed();
                   if (outcome)
                       done(std::move(outcome));
               });
}

void FoundingViewModel::begin(const QString& name, const QString& network, const QString& parentFolder) {
    service::FoundingPlan plan;
    plan.treasuryName = name.trimmed().toStdString();
    plan.network = network.toStdString();
    const std::string folder =
        (parentFolder + u'/' + name.trimmed() + QStringLiteral(".strongroom")).toStdString();
    m_name = name.trimmed();
    run(
        [ports = m_ports, slot = m_founding, folder, plan]() -> service::Outcome<void> {
            STRONGROOM_ASSIGN(*slot, service::beginFounding(ports, folder, plan));
            return {};
        },
        [this](const auto&) {
            go(Step::People);
            updateReview();
        });
}

std::string FoundingViewModel::freshPersonId(const QString& name) const {
    QString base;
    for (const QChar c : name.section(u' ', 0, 0).toLower().normalized(QString::NormalizationForm_D)) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            base.append(c);
    }
    if (base.isEmpty())
        base = QStringLiteral("person");
    const auto taken = [this](const std::string& id) {
        return std::any_of(m_review.people.begin(), m_review.people.end(),
                           [&id](const service::Enrolment& person) { return person.personId == id; });
    };
    std::string id = base.toStdString();
    for (int number = 2; taken(id); ++number)
        id = base.toStdString() + std::to_string(number);
    return id;
}

void FoundingViewModel::enrol(const QString& name, const QStringList& roles, QObject* passphrase,
                              QObject* again) {
    const SharedSecret first = takeSecret(passphrase);
    const SharedSecret second = takeSecret(again);
    if (!first || !second)
        return;
    if (!service::sameSecret(*first, *second)) {
        fail({tr("The two passphrases differ. Type both again."),
              QStringLiteral("founding.passphrases_differ")});
        return;
    }
    service::Enrolment person{freshPersonId(name), name.trimmed().toStdString(), {}};
    for (const QString& role : roles)
        person.roles.push_back(role.toStdString());
    run([slot = m_founding, person, first] { return (*slot)->enrol(person, *first); },
        [this, name](const auto&) {
            emit enrolled(name.trimmed());
            updateReview();
        });
}

void FoundingViewModel::remove(const QString& personId) {
    run([slot = m_founding, id = personId.toStdString()] { return (*slot)->remove(id); },
        [this](const auto&) { updateReview(); });
}

void FoundingViewModel::updateReview() {
    run(
        [slot = m_founding, limits = m_limits]() -> service::Outcome<service::FoundingReview> {
            return (*slot)->review(limits);
        },
        [this](service::Outcome<service::FoundingReview> outcome) {
            m_review = std::move(*outcome);
            m_people->setRows(m_review.people);
            emit changed();
        });
}

bool FoundingViewModel::setLimits(const QString& oneOfficerFrom, const QString& twoOfficersFrom,
                                  const QString& dayLimit, const QString& hotCap) {
    const auto one = parseBitcoin(oneOfficerFrom);
    const auto two = parseBitcoin(twoOfficersFrom);
    const auto day = parseBitcoin(dayLimit);
    const auto cap = parseBitcoin(hotCap);
    if (!one || !two || !day || !cap)
        return false;
    m_limits = {*one, *two, *day, *cap};
    updateReview();
    return true;
}

void FoundingViewModel::go(Step step) {
    m_step = step;
    m_failure = {};
    emit changed();
}

void FoundingViewModel::complete() {
    run([slot = m_founding, limits = m_limits] { return (*slot)->complete(limits); },
        [this](const service::Outcome<service::WorkspaceCard>& outcome) {
            const QString folder = toQString(outcome->folder);
            stop();
            emit completed(folder);
        });
}

void FoundingViewModel::stop() {
    ++m_generation;
    m_jobs = 0;
    m_core.run(
        this,
        [slot = std::exchange(m_founding, std::make_shared<Slot>())] {
            slot->reset();
            return true;
        },
        [](bool) {});
    m_review = {};
    m_limits = {};
    m_people->setRows({});
    m_name.clear();
    go(Step::Treasury);
}

void FoundingViewModel::fail(const FailureView& failure) {
    m_failure = failure;
    emit changed();
}

QAbstractItemModel* FoundingViewModel::people() const {
    return m_people.get();
}
QString FoundingViewModel::oneOfficerFrom() const {
    return bitcoinInput(m_limits.oneOfficerFrom);
}
QString FoundingViewModel::twoOfficersFrom() const {
    return bitcoinInput(m_limits.twoOfficersFrom);
}
QString FoundingViewModel::dayLimit() const {
    return bitcoinInput(m_limits.dayLimit);
}
QString FoundingViewModel::hotCap() const {
    return bitcoinInput(m_limits.hotCap);
}
QStringList FoundingViewModel::policySentences() const {
    return toQStringList(m_review.policySentences);
}
QStringList FoundingViewModel::changeSentences() const {
    return toQStringList(m_review.changeSentences);
}
QStringList FoundingViewModel::problems() const {
    return toQStringList(m_review.problems);
}

} // namespace strongroom::ui
