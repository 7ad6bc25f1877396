using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Public documents of clients as they were last fetched. Public, and so not sealed.</summary>
internal sealed class FetchedDocuments(IHallDatabase database) : IFetchedDocuments
{
    private const string FindSql = "select body, fetched_at from fetched_document where address_digest = @digest and address = @address";

    // Two fetches may end in another order than they began: the newer one stays.
    private static readonly Sql KeepSql = Sql.Of(
        """
        insert into fetched_document(address_digest, address, body, fetched_at) values (@digest, @address, @body, @at)
        on conflict(address_digest) do update set address = excluded.address, body = excluded.body, fetched_at = excluded.fetched_at where excluded.fetched_at >= fetched_document.fetched_at
        """,
        sqlServer: """
        merge into fetched_document with (holdlock) as t using (values (1)) as s(one) on t.address_digest = @digest
        when matched and @at >= t.fetched_at then update set address = @address, body = @body, fetched_at = @at
        when not matched then insert (address_digest, address, body, fetched_at) values (@digest, @address, @body, @at)
        """);

    public ValueTask<FetchedDocument?> FindAsync(Uri address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync(
            statements =>
            {
                using var row = statements.Get(FindSql).Bind("@digest", DigestOf(address)).Bind("@address", address.AbsoluteUri).Read();
                return row.Read() ? new FetchedDocument(address, row.GetBytes(0), row.GetInstant(1)) : null;
            },
            ct);
    }

    public async ValueTask KeepAsync(FetchedDocument document, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(document);
        await database.WriteAsync(
            write => write.Prepare(KeepSql)
                .Bind("@digest", DigestOf(document.Address))
                .Bind("@address", document.Address.AbsoluteUri)
                .Bind("@body", document.Body)
                .Bind("@at", document.FetchedAt)
                .Run(),
            ct).ConfigureAwait(false);
    }

    private static byte[] DigestOf(Uri address) => SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri));
}
