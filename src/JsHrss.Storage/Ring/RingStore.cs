using System.Xml.Linq;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace JsHrss.Storage.Ring;

/// <summary>The DataProtection ring in the database: a restart or another node signs nobody out (case PI-09).</summary>
internal sealed class RingStore(IHallDatabase database, TimeProvider clock) : IXmlRepository
{
    private const string ReadSql = "select xml from ring_key order by id";
    private const string InsertSql = "insert into ring_key(id, name, xml, created_at) values (@id, @name, @xml, @now)";

    // The framework's interface is synchronous; it is called at start and every few weeks.
    public IReadOnlyCollection<XElement> GetAllElements() => database.ReadAsync<IReadOnlyCollection<XElement>>(
        static statements =>
        {
            var elements = new List<XElement>();
            using var row = statements.Get(ReadSql).Read();
            while (row.Read())
                elements.Add(XElement.Parse(row.GetString(0)));
            return elements;
        },
        CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        var now = clock.GetUtcNow();
        var xml = element.ToString(SaveOptions.DisableFormatting);
        database.WriteAsync(
            write =>
            {
                write.Prepare(InsertSql).Bind("@id", Guid.CreateVersion7(now)).Bind("@name", friendlyName).Bind("@xml", xml).Bind("@now", now).Send();
                ConfigVersion.Changed(write);
                return true;
            },
            CancellationToken.None).GetAwaiter().GetResult();
    }
}
