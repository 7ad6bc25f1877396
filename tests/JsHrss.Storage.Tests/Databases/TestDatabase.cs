using System.Data.Common;

namespace JsHrss.Storage.Tests.Databases;

/// <summary>Which database a contract runs on. Each test gets a database of its own.</summary>
public abstract class TestDatabase
{
    /// <summary>SQLite, a file in the store's folder.</summary>
    public static TestDatabase Sqlite { get; } = new SqliteFiles();

    /// <summary>As the configuration names it.</summary>
    public abstract string Provider { get; }

    /// <summary>Makes one for a store.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="isEmpty">Without schema and keys.</param>
    /// <returns>Its connection string.</returns>
    public abstract Task<string> MakeAsync(string folder, bool isEmpty = false);

    /// <summary>A literal of bytes.</summary>
    public abstract string Bytes(string hex);

    /// <summary>A literal of a key: sixteen zero bytes.</summary>
    public abstract string NoKey { get; }

    /// <summary>A key made by the database.</summary>
    public abstract string RandomKey { get; }

    /// <summary>Whether a constraint was broken, and not the statement.</summary>
    public abstract bool IsConstraint(DbException failure);

    /// <summary>A key as text that is different for each key.</summary>
    public abstract string TextOf(string key);

    /// <summary>Lets nobody insert into a table any more.</summary>
    public abstract string Refuse(string table);

    /// <summary>What the database's owner can do about the triggers of the audit facts.</summary>
    public abstract string UnguardFacts { get; }

    /// <summary>A connection past the program.</summary>
    public abstract DbConnection Open(string connectionString);
}
