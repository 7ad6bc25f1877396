using System.Data.Common;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Face checks in the database. Each step repeats in its condition what it was decided on: state, time, and whose it is.</summary>
internal sealed class FaceCheckStore(IHallDatabase database, FieldCipher cipher, LookupIndex index, AuditWriter audit) : IFaceChecks
{
    /// <summary>While its channel is silent nobody uses up attempts, but each wish writes rows: there is an end to those too.</summary>
    private const int WishesPerAttempt = 5;

    private const string OwnPhoneSql = "select 1 from app_key where person = @person and jkt = @jkt and ended_at is null";

    private const string ReplaceSql = "update face_check set state = 5 where purpose = @purpose and flow = @flow and state = 1 and (person = @person or (person is null and @person is null))";

    private const string AgreeSql = """
        insert into agreement(id, person, document, version, digest, at, about, client, address_sealed) values (@agreement, @person, @document, @version, @digest, @at, @id, @client, @address)
        """;

    private const string OpenSql = """
        insert into face_check(id, purpose, flow, person, subject_sealed, subject_hmac, channel, order_no, agreement, state, created_at, ends_at)
        values (@id, @purpose, @flow, @person, @subject, @hmac, @channel, @order, @agreement, 1, @at, @ends_at)
        """;

    private const string StartSql = """
        update face_check set reference = @reference, prompt_sealed = @prompt
        where id = @id and state = 1 and ends_at > @now and reference is null
          and not exists(select 1 from face_check o where o.channel = (select c.channel from face_check c where c.id = @id) and o.reference = @reference)
        """;

    private const string AwaitSql = "update face_check set prompt_sealed = @prompt where id = @id and state = 1 and ends_at > @now and reference is null";

    private const string AbandonSql = "update face_check set state = 5, decided_at = @now where id = @id and state = 1 and reference is null";

    private const string TurnSql = "update face_check set asked_at = @now where id = @id and state = 1 and ends_at > @now and (asked_at is null or asked_at <= @before)";

    private const string DecideSql = """
        update face_check set state = @state, decided_at = @now, failure = @failure, jkt = @jkt, reference = coalesce(reference, @reference)
        where id = @id and state = 1 and ends_at > @now and (@reference is null or reference is null or reference = @reference)
          and not exists(select 1 from face_check o where o.channel = @channel and o.reference = @reference and o.id <> @id)
        """;

    // A registered person gets nothing (R26), nor an account that meanwhile is for another document; a time without end, or a later end, is not shortened.
    private const string RaiseSql = """
        update person set level = 3, version = version + 1,
          real_person_until = case when level = 3 and real_person_until is null then null when level = 3 and real_person_until > @until then real_person_until else @until end
        where id = @person and level >= 2 and document_index = @document
        """;

    private const string EvidenceSql = """
        insert into level_evidence(person, n, level, method, source, at, transaction_id)
        select @person, coalesce(max(n), 0) + 1, @level, @method, @source, @at, @transaction from level_evidence where person = @person
        """;

    private const string Columns = "id, purpose, flow, person, subject_sealed, channel, order_no, reference, prompt_sealed, state, created_at, ends_at, decided_at, failure, jkt";

    private const string FindSql = $"select {Columns} from face_check where id = @id";

    private const string FindByOrderSql = $"select {Columns} from face_check where order_no = @order";

    private const string FindByReferenceSql = $"select {Columns} from face_check where channel = @channel and reference = @reference";

    public async ValueTask<bool> OpenAsync(FaceCheckOpened change, FaceOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var (check, consent, origin) = (change.Check, change.Consent, audit.Origin());
        var (count, wishes, failed, begun) = (CountOf("face.started", check, options), CountOf("face.wished", check, options), FailuresOf(check, options), BegunOf(check, options));
        var agreement = Guid.CreateVersion7(check.CreatedAt);
        var subject = cipher.SealText(SealedField.FaceSubject, check.Id.Value, Text(check.Subject));
        var address = cipher.SealText(SealedField.AgreementAddress, agreement, origin.Request.Address);
        return await database.WriteAsync(
            write =>
            {
                if (!IsOwnPhone(write, check) && (CounterSql.Look(write.Prepare, failed) >= options.FailuresPerPerson || write.Take(begun, most: options.AttemptsPerPerson) is null))
                    return write.Undo(false);
                if (write.Take(wishes, most: WishesPerAttempt * options.AttemptsPerDevice) is null || write.Take(count, most: options.AttemptsPerDevice) is null)
                    return write.Undo(false);
                Bind(write.Prepare(ReplaceSql), check).Send();
                Bind(write.Prepare(AgreeSql), check).Bind("@agreement", agreement).Bind("@document", consent.Document).Bind("@version", consent.Version).Bind("@digest", consent.Digest)
                    .Bind("@at", consent.At).Bind("@client", origin.Request.Client).Bind("@address", address).Send();
                Bind(write.Prepare(OpenSql), check).Bind("@subject", subject).Bind("@hmac", index.Of(LookupKinds.FaceSubject, Text(check.Subject))).Bind("@channel", check.Channel)
                    .Bind("@order", check.Order.Value).Bind("@agreement", agreement).Bind("@at", check.CreatedAt).Bind("@ends_at", check.EndsAt).Send();
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> StartAsync(FaceCheckId id, FaceStart.Started started, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(started);
        var prompt = Sealed(id, started.Prompt);
        return await database.WriteAsync(
            write =>
            {
                // Two attempts that are given the same number must not both find that nobody has it.
                write.OneAtATime($"face_check {started.Reference}");
                return write.Prepare(StartSql).Bind("@id", id.Value).Bind("@reference", started.Reference.Value).Bind("@prompt", prompt).Bind("@now", now).Run() == 1;
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> AwaitAsync(FaceCheckId id, FacePrompt prompt, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var shown = Sealed(id, prompt);
        return await database.WriteAsync(write => write.Prepare(AwaitSql).Bind("@id", id.Value).Bind("@prompt", shown).Bind("@now", now).Run() == 1, ct).ConfigureAwait(false);
    }

    public async ValueTask<bool> AbandonAsync(FaceCheckAbandoned change, FaceOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var origin = audit.Origin();
        var count = CountOf("face.started", change.Check, options);
        return await database.WriteAsync(
            write =>
            {
                if (!write.Prepare(AbandonSql).Bind("@id", change.Check.Id.Value).Bind("@now", change.At).ChangesOne())
                    return false;
                if (change.IsGivenBack)
                    write.Return(count);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    public ValueTask<FaceCheck?> FindAsync(FaceCheckId id, CancellationToken ct) =>
        database.LookAsync(statements => statements.Get(FindSql).Bind("@id", id.Value), row => row.Read() ? Read(row) : null, ct);

    public ValueTask<FaceCheck?> FindAsync(string channel, FaceReference reference, CancellationToken ct) =>
        database.LookAsync(statements => statements.Get(FindByReferenceSql).Bind("@channel", channel).Bind("@reference", reference.Value), row => row.Read() ? Read(row) : null, ct);

    public ValueTask<FaceCheck?> FindAsync(FaceOrderNumber order, CancellationToken ct) =>
        database.LookAsync(statements => statements.Get(FindByOrderSql).Bind("@order", order.Value), row => row.Read() ? Read(row) : null, ct);

    public async ValueTask<bool> TakeTurnAsync(FaceCheckId id, DateTimeOffset now, TimeSpan every, CancellationToken ct) =>
        await database.WriteAsync(write => write.Prepare(TurnSql).Bind("@id", id.Value).Bind("@now", now).Bind("@before", now - every).Run() == 1, ct).ConfigureAwait(false);

    public async ValueTask<bool> DecideAsync(FaceCheckDecided change, FaceOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        var origin = audit.Origin();
        var (state, document) = (change.Failure is null ? FaceCheckState.Passed : FaceCheckState.Failed, index.Of(LookupKinds.Document, change.Check.Subject.Document.UniqueKey));
        return await database.WriteAsync(
            write =>
            {
                if (change.Check.Reference is { } number)
                    write.OneAtATime($"face_check {number}"); // as in StartAsync
                var decided = write.Prepare(DecideSql).Bind("@id", change.Check.Id.Value).Bind("@state", (int)state).Bind("@failure", (int?)change.Failure).Bind("@jkt", change.Thumbprint).Bind("@now", change.At)
                    .Bind("@channel", change.Check.Channel).Bind("@reference", change.Check.Reference?.Value).Run();
                if (decided == 0)
                    return false;
                if (change.Failure is not (null or FaceFailure.RanOut))
                    write.Take(FailuresOf(change.Check, options));
                audit.Write(write, change.Facts, origin);
                if (change is { Failure: null, Proven: { } proven, Check.Person: { } person } && Raise(write, person, document, proven))
                    audit.Write(write, [proven.Fact], origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    // Sessions are opened by whoever knows the password, as many as are wanted; a phone is enrolled by its holder's face. What others do is never in its way.
    private static bool IsOwnPhone(LaneWrite write, FaceCheck check) =>
        check is { Person: { } person, Device: { } device } && write.Prepare(OwnPhoneSql).Bind("@person", person.Value).Bind("@jkt", device).HasRow();

    private static bool Raise(LaneWrite write, PersonId person, byte[] document, ProvenRealPerson proven)
    {
        if (write.Prepare(RaiseSql).Bind("@person", person.Value).Bind("@document", document).Bind("@until", proven.Until).Run() == 0)
            return false;
        var evidence = proven.Evidence;
        write.Prepare(EvidenceSql).Bind("@person", person.Value).Bind("@level", (int)evidence.Level).Bind("@method", (int)evidence.Method).Bind("@source", evidence.Source).Bind("@at", evidence.At)
            .Bind("@transaction", evidence.Transaction).Send();
        return true;
    }

    private static Statement Bind(Statement statement, FaceCheck check) => statement
        .Bind("@id", check.Id.Value).Bind("@purpose", (int)check.Flow.Purpose).Bind("@flow", check.Flow.Id).Bind("@person", check.Person?.Value);

    /// <summary>By where it is begun too: whoever knows somebody's password uses up the attempts of the session it opens, and none of its owner's.</summary>
    private Count CountOf(string kind, FaceCheck check, FaceOptions options) => CountOf(kind, check.Device is { } device ? $"{SubjectOf(check)} {device}" : SubjectOf(check), check, options);

    private Count BegunOf(FaceCheck check, FaceOptions options) => CountOf("face.begun", SubjectOf(check), check, options);

    private Count FailuresOf(FaceCheck check, FaceOptions options) => CountOf("face.failed", SubjectOf(check), check, options);

    /// <summary>Somebody without an account is counted by the document that was named, apart: nobody uses up an account's attempts by naming its holder's document.</summary>
    private static string SubjectOf(FaceCheck check) => check.Person?.ToString() ?? check.Subject.Document.UniqueKey;

    private Count CountOf(string kind, string subject, FaceCheck check, FaceOptions options)
    {
        var window = AttemptRule.WindowOf(check.CreatedAt, options.Window);
        return new Count(kind, index.Of(LookupKinds.FacePerson, subject), window, window + options.Window);
    }

    private static string Text(FaceSubject subject) => $"{subject.Name.Value}\n{(int)subject.Document.Type}\n{PersonSql.Text(subject.Document)}";

    private static FaceSubject Subject(string text)
    {
        var lines = text.Split('\n', 3);
        return new FaceSubject(PersonName.Restore(lines[0]), PersonSql.Document((IdDocumentType)int.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture), lines[2]));
    }

    private byte[] Sealed(FaceCheckId id, FacePrompt prompt) => cipher.SealText(SealedField.FacePrompt, id.Value, $"{prompt.QrText}\n{prompt.AppLink?.OriginalString}\n{prompt.Shown}");

    private static FacePrompt? Prompt(string? text) => text?.Split('\n', 3) is [var code, var link, var shown]
        ? new FacePrompt(code, link.Length == 0 ? null : new Uri(link)) { Shown = shown.Length == 0 ? null : shown }
        : null;

    private FaceCheck? Read(DbDataReader row)
    {
        var id = row.GetKey(0);
        if (row.GetBytesOrNull(4) is not { } subject)
            return null;
        var state = (FaceCheckState)row.GetInt32(9);
        return new FaceCheck
        {
            Id = new FaceCheckId(id),
            Flow = new FaceFlow((FacePurpose)row.GetInt32(1), row.GetString(2)),
            Person = row.GetKeyOrNull(3) is { } person ? new PersonId(person) : null,
            Subject = Subject(cipher.OpenText(SealedField.FaceSubject, id, subject)),
            Channel = row.GetString(5),
            Order = FaceOrderNumber.Restore(row.GetString(6)),
            Reference = FaceReference.Read(row.GetTextOrNull(7)),
            Prompt = Prompt(cipher.OpenText(SealedField.FacePrompt, id, row.GetBytesOrNull(8))),
            State = state,
            CreatedAt = row.GetInstant(10),
            EndsAt = row.GetInstant(11),
            PassedAt = state is FaceCheckState.Passed or FaceCheckState.Consumed ? row.GetInstantOrNull(12) : null,
            Failure = (FaceFailure?)row.GetNumberOrNull(13),
            Thumbprint = row.GetTextOrNull(14),
        };
    }
}
